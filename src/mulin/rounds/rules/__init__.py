"""Pure rules of rounds: rhythm and answers."""
