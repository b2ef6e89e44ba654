"""Pages of the posts named for care; to everybody else there is nothing here."""
