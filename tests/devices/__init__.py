"""Phones and receipts."""
