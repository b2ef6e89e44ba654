"""Pages of the installation's owner: areas, posts, catalogue, imports."""
