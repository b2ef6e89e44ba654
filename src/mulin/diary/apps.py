"""Registers the room with Django."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "mulin.diary"
    label = "diary"
