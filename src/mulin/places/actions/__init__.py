"""One verb of places a file."""
