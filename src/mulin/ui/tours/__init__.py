"""How residents' tours are drawn, the same on every face."""
