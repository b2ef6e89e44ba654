"""Registers the room with Django, who may open its scans, and what a withdrawn consent takes with it."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class CareConfig(AppConfig):
    name = "mulin.care"
    label = "care"

    def ready(self) -> None:
        # By name: the rooms' models are only there once every app is loaded.
        register = import_string("mulin.files.access.register")
        register("care", import_string("mulin.care.access.may_open"), fleeting=True)
        after = import_string("mulin.people.actions.withdraw_consent.after")
        after("care", import_string("mulin.care.actions.end_entry.consent_ended"))
        after("meter", import_string("mulin.care.actions.end_watch.consent_ended"))
