"""Send a verb to a case."""

from typing import Any

from django.utils.translation import gettext as _

from mulin.cases.actions.turn import may
from mulin.cases.commands.fields import Given, take
from mulin.cases.commands.table import COMMANDS, Command
from mulin.cases.models import Case
from mulin.cases.rules import EXTENSIONS_AT_MOST, REOPENINGS_AT_MOST, RETURNS_BEFORE_DESIGNATION
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_number
from mulin.people.access import Actor


def perform(case: Case, name: str, by: Actor, given: Given, *, key: str = "") -> Case:
    """Read the fields, call the verb's action; `given["expected_version"]` guards against others' changes."""
    command = COMMANDS.get(name)
    if command is None:
        raise NotFound
    arguments: dict[str, Any] = take(command.asks, given, by)
    expected = given.get("expected_version")
    if command.versioned and expected not in (None, ""):
        version = known_number(str(expected))
        if version is None:
            raise BadInput(fields={"expected_version": _("A whole number.")})
        arguments["expected_version"] = version
    if command.keyed and key:
        arguments["key"] = key
    done: Case = command.action(case, by=by, **arguments)
    return done


def offered(case: Case, by: Actor, *, key: str = "") -> dict[str, Command]:
    """The verbs that the case's state and the actor's posts allow now."""
    closed = _closed(case)
    return {
        name: command
        for name, command in COMMANDS.items()
        if name not in closed and may(case, command.verb, by, key)
    }


def _closed(case: Case) -> frozenset[str]:
    """What the case's own past has closed, though its state and the actor's posts would fit."""
    closed = set()
    if case.returns >= RETURNS_BEFORE_DESIGNATION:
        closed.add("dispatch")
    if case.designated:
        closed.add("return")
    if case.extensions >= EXTENSIONS_AT_MOST:
        closed.add("extend")
    if case.reopenings >= REOPENINGS_AT_MOST:
        closed.add("reopen")
    return frozenset(closed)
