"""Bring the tables up to date as their owner and give the application's role its rights."""

import argparse

from django.core.management import call_command

from mulin.config import grants
from mulin.config.outcome import Outcome


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing")


def run(options: argparse.Namespace) -> Outcome:
    grants.make_role()
    call_command("migrate", verbosity=0 if options.quiet or options.json else 1)
    grants.grant()
    return Outcome(data={"migrated": True})
