"""The `mulin` command: one table of commands; the database runs before the one that needs it."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from enum import Enum
from importlib import import_module
from typing import NamedTuple, TextIO

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation

from mulin.config.osuser import PostgresError
from mulin.config.outcome import Outcome
from mulin.config.postgres import Cluster
from mulin.lib.errors import Refusal


class Needs(Enum):
    """What a command works on."""

    NOTHING = "nothing"
    DATABASE = "database"
    OWNER = "owner"  # the database as the role that owns its tables


class Entry(NamedTuple):
    module: str
    help: str
    needs: Needs = Needs.DATABASE


COMMANDS = {
    "migrate": Entry("mulin.config.commands.migrate", "bring the tables up to date", Needs.OWNER),
    "serve": Entry("mulin.config.commands.serve", "serve the pages and run the jobs", Needs.NOTHING),
    "demo": Entry("mulin.demo.command", "load the demo town into an empty embedded database"),
    "verify": Entry("mulin.config.commands.verify", "prove histories, states, clocks and tallies"),
    "import": Entry("mulin.config.commands.import_", "take in a file of areas, people, cases, ..."),
    "learn": Entry("mulin.config.commands.learn", "learn kinds, propose them, group repeats"),
    "export": Entry("mulin.config.commands.export", "write cases into a table"),
    "key": Entry("mulin.config.commands.key", "make a key for a program"),
    "listen": Entry("mulin.config.commands.listen", "take in readings published to an MQTT broker"),
    "locate": Entry("mulin.config.commands.locate", "the areas of a point"),
    "bench": Entry("mulin.config.commands.bench", "measure, on a database of its own", Needs.NOTHING),
    "replay": Entry("mulin.config.commands.replay", "play cases through the whole loop", Needs.NOTHING),
    "backup": Entry("mulin.config.commands.backup", "write the database, files and keys into a folder"),
    "restore": Entry("mulin.config.commands.restore", "put a backup in place", Needs.OWNER),
}
DONE, REFUSED, USAGE = 0, 1, 2
#: Django's commands that read no row; a house that is only checked gets no database that nobody would stop.
WITHOUT_DATABASE = frozenset({"check", "collectstatic", "makemessages", "makemigrations"})


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; exit 0 done, 1 refused with a report, 2 usage."""
    arguments = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings")
    name = arguments[0] if arguments else ""
    try:
        if name in COMMANDS:
            code = _run(name, COMMANDS[name], arguments[1:])
        elif name in {"", "-h", "--help", "help"}:
            code = _help(sys.stdout, DONE if name else USAGE)
        else:
            code = _django(name, arguments)
    except (Refusal, ImproperlyConfigured, PostgresError) as refusal:
        print(f"mulin {name}: {refusal}", file=sys.stderr)
        code = REFUSED
    sys.exit(code)


def _run(name: str, entry: Entry, arguments: Sequence[str]) -> int:
    if entry.needs is Needs.OWNER:
        os.environ["MULIN_AS_OWNER"] = "1"
    django.setup()
    translation.activate(os.environ.get("MULIN_LANGUAGE") or "en")
    module = import_module(entry.module)
    parser = argparse.ArgumentParser(prog=f"mulin {name}", description=module.__doc__)
    parser.add_argument("--json", action="store_true", help="report in JSON")
    module.arguments(parser)
    options = parser.parse_args(arguments)
    if settings.EMBEDDED and entry.needs is not Needs.NOTHING:
        Cluster(settings.HOME).ensure()
    outcome: Outcome = module.run(options)
    if options.json:
        print(json.dumps(outcome.data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
    else:
        for line in outcome.lines:
            print(line)
    return DONE if outcome.ok else REFUSED


def _django(name: str, arguments: Sequence[str]) -> int:
    """Django's own commands (check, shell, makemigrations, ...) answer under their names."""
    django.setup()
    if name not in get_commands():
        return _help(sys.stderr, USAGE)
    if settings.EMBEDDED and name not in WITHOUT_DATABASE:
        Cluster(settings.HOME).ensure()
    execute_from_command_line(["mulin", *arguments])
    return DONE


def _help(stream: TextIO, code: int) -> int:
    print("usage: mulin COMMAND [--help]\n", file=stream)
    for name, entry in COMMANDS.items():
        print(f"  {name:<10} {entry.help}", file=stream)
    return code
