"""Residents' tours: representatives, the draw by rota, what was found, who answered."""
