"""One verb of calendars a file."""
