"""Registers the room with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "mulin.catalogue"
    label = "catalogue"
