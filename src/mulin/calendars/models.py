"""Rows of calendars."""
