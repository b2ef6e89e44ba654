"""Places: the tree, its outlines and what stands in it."""
