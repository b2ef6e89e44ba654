"""Base templates, tags and assets."""
