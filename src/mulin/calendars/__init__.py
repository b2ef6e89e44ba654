"""Working calendars and hours by area."""
