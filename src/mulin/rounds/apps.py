"""Registers the room with Django, who may open a check's photos, and what a withdrawn consent takes with it."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class RoundsConfig(AppConfig):
    name = "mulin.rounds"
    label = "rounds"

    def ready(self) -> None:
        # By name: the rooms' models are only there once every app is loaded.
        register = import_string("mulin.files.access.register")
        register("check", import_string("mulin.rounds.access.may_open"))
        after = import_string("mulin.people.actions.withdraw_consent.after")
        after("care", import_string("mulin.rounds.actions.care_visits.forget_visits"))
