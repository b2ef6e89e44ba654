"""Registers the room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mulin.cases"
    label = "cases"
