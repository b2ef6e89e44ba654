"""The area tree, compounds, buildings, households and boundaries."""
