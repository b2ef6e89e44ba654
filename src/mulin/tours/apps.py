"""Registers the room with Django, and who may open the photos of stops and findings."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ToursConfig(AppConfig):
    name = "mulin.tours"
    label = "tours"

    def ready(self) -> None:
        # By name: the rooms' models are only there once every app is loaded.
        register = import_string("mulin.files.access.register")
        may_open = import_string("mulin.tours.access.may_open")
        register("tourstop", may_open)
        register("tourfinding", may_open)
