"""Reading tours, the rota, what is still to be answered."""
