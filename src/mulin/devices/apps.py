"""Registers the room with Django."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "mulin.devices"
    label = "devices"
