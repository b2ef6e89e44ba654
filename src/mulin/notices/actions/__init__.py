"""One verb of notices a file."""
