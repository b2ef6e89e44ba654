"""The `mulin` command: lets the database run, then hands over to one command."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from mulin.config.postgres import Cluster

WITHOUT_DATABASE = frozenset({"check", "collectstatic", "help", "version", "--version", "--help"})


def main() -> None:
    """Run one command; exit 0 done, 1 refused with a report, 2 usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command == "migrate":
        os.environ["MULIN_AS_OWNER"] = "1"
    if settings.EMBEDDED and command not in WITHOUT_DATABASE:
        Cluster(settings.HOME).ensure()
    execute_from_command_line(sys.argv)
