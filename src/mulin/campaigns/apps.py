"""Registers the room with Django, and who may open the photos of a publicity or service week."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class CampaignsConfig(AppConfig):
    name = "mulin.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        # By name: the rooms' models are only there once every app is loaded.
        register = import_string("mulin.files.access.register")
        register("outreach", import_string("mulin.campaigns.access.may_open"))
