"""What is looked after: extinguishers, hydrants, lifts, charging piles; cases and rounds point at them."""
