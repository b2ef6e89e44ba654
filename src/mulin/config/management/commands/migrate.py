"""`mulin migrate`: brings the tables up to date as their owner and gives the application's role its rights."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from mulin.config import grants


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        grants.make_role()
        super().handle(*args, **options)
        grants.grant()
