"""Registers the room with Django, and who may open a thing's photos."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ThingsConfig(AppConfig):
    name = "mulin.things"
    label = "things"

    def ready(self) -> None:
        # By name: the rooms' models are only there once every app is loaded.
        register = import_string("mulin.files.access.register")
        register("thing", import_string("mulin.things.access.may_open"))
