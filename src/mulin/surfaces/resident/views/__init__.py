"""Pages of residents, one a file."""
