"""One verb of files a file."""
