"""HTTP only: one package for each audience."""
