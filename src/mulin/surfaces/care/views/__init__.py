"""Views of care, one page a file."""
