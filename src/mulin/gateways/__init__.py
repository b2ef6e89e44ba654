"""Outbound channels: live and null."""
