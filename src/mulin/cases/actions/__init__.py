"""One verb of the case a file."""
