"""How a case is drawn and acted on, for every audience."""
