"""The command view: maps, what is late, what repeats."""
