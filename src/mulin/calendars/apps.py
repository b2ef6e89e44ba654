"""Registers the room with Django."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "mulin.calendars"
    label = "calendars"
