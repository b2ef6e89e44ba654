"""Registers the room with Django, and who may open a case's photos."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mulin.cases"
    label = "cases"

    def ready(self) -> None:
        # Models are only there once every app is loaded.
        from mulin.cases.access import may_open  # noqa: PLC0415
        from mulin.files.access import register  # noqa: PLC0415

        register("case", may_open)
