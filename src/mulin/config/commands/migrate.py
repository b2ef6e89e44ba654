"""Bring the tables up to date as their owner, give the application's role its rights, load what is shipped."""

import argparse

from django.core.management import call_command

from mulin.catalogue.actions.load_builtin import load_builtin
from mulin.config import grants
from mulin.config.outcome import Outcome
from mulin.people.access import Actor
from mulin.people.actions.load_roles import load_roles
from mulin.rounds.actions.load_checklists import load_checklists
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.things.actions.load_thing_kinds import load_thing_kinds


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing")
    parser.add_argument("--bare", action="store_true", help="tables only, without roles and list of matters")


def run(options: argparse.Namespace) -> Outcome:
    grants.make_role()
    call_command("migrate", verbosity=0 if options.quiet or options.json else 1)
    grants.grant()
    if not options.bare:
        house = Actor.system("migrate")
        load_roles(by=house)
        load_builtin(by=house)
        load_thing_kinds(by=house)
        load_checklists(by=house)
        load_visit_rules(by=house)
    return Outcome(data={"migrated": True})
