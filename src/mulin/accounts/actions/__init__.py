"""One verb of accounts a file."""
