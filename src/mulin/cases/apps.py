"""Registers the room with Django, and who may open a case's photos."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class CasesConfig(AppConfig):
    name = "mulin.cases"
    label = "cases"

    def ready(self) -> None:
        # By name: the rooms' models are only there once every app is loaded.
        register = import_string("mulin.files.access.register")
        register("case", import_string("mulin.cases.access.may_open"))
