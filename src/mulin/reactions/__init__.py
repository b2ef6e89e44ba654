"""What follows from an event: handlers, schedule, relay and clockwork."""
