"""Photos and documents, re-encoded and stripped."""
