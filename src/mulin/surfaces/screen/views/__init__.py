"""Pages of the command view."""
