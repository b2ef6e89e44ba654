"""Put a backup in place of an empty installation, then bring its tables up to date."""

import argparse
from pathlib import Path

from django.core.management import call_command

from mulin.config import backup, grants
from mulin.config.outcome import Outcome


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--replace", action="store_true", help="in place of the data that is here")


def run(options: argparse.Namespace) -> Outcome:
    listed = backup.restore(options.folder, replace=options.replace)
    grants.make_role()
    call_command("migrate", verbosity=0)
    grants.grant()
    return Outcome([f"restored what was backed up at {listed['made_at']}"], listed)
