"""What is done to representatives, tours and findings."""
