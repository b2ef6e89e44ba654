"""Pure rules of rounds: answers, visits, ways."""
