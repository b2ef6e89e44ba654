"""One verb of the catalogue a file."""
