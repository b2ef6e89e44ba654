"""Registers the room with Django, and who may open a check's photos."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class RoundsConfig(AppConfig):
    name = "mulin.rounds"
    label = "rounds"

    def ready(self) -> None:
        # By name: the rooms' models are only there once every app is loaded.
        register = import_string("mulin.files.access.register")
        register("check", import_string("mulin.rounds.access.may_open"))
