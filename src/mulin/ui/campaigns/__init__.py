"""A campaign's target as it is drawn and acted on, the same at the desk and in the field."""
