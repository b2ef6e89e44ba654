"""What is asked of care."""
