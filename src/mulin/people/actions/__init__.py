"""One verb of people a file."""
