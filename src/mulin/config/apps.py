"""Registers the wiring with Django: it carries the `mulin` commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "mulin.config"
    label = "config"
