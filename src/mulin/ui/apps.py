"""Registers the room with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "mulin.ui"
    label = "ui"
