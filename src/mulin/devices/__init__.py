"""Phones that work without network, and the receipts of what was done on them."""
