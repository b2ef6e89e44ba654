"""Send a verb to a case."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from mulin.cases.actions.turn import may
from mulin.cases.commands.fields import Given, take
from mulin.cases.commands.table import COMMANDS, Command
from mulin.cases.kinds import Decision, PartRole
from mulin.cases.models import Assignment, Case, Extension, Instruction, OverdueAppeal, Oversight
from mulin.cases.models.parts import OPEN_PARTS
from mulin.cases.rules import EXTENSIONS_AT_MOST, REOPENINGS_AT_MOST, RETURNS_BEFORE_DESIGNATION
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.people.kinds import Duty


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
    fitting = {
        name: command
        for name, command in COMMANDS.items()
        if name not in closed and may(case, command.verb, by, key)
    }
    idle = _without_anything_waiting(case, by, fitting)
    return {name: command for name, command in fitting.items() if name not in idle}


def _without_anything_waiting(case: Case, by: Actor, names: Collection[str]) -> set[str]:
    """Verbs that answer something, where there is nothing to answer: one statement, if any is among them."""
    mine = [post.post_id for post in by.posts]
    doing = [post for post in by.posts if {Duty.CASE_HANDLE, Duty.CASE_WHISTLE} & post.duties]
    called = [post.organisation_id for post in doing if post.organisation_id is not None]
    of_case = {"case": OuterRef("pk")}
    parts = Assignment.objects.filter(
        organisation_id__in=called, whistle_id__isnull=False, state__in=OPEN_PARTS, **of_case
    )
    answered = {
        "grant": Extension.objects.filter(decision=Decision.OPEN, **of_case),
        "decide": Oversight.objects.filter(decided_at=None, **of_case),
        "judge": OverdueAppeal.objects.filter(decision=Decision.OPEN, **of_case),
        "fulfil": Instruction.objects.filter(by_post_id__in=mine, accepted=Decision.OPEN, **of_case),
        "arrive": parts.filter(arrived_at=None),
        "finish_part": parts.filter(role=PartRole.ASSIST, arrived_at__isnull=False),
    }
    asked = {f"any_{name}": Exists(rows) for name, rows in answered.items() if name in names}
    if not asked:
        return set()
    waiting = Case.objects.filter(pk=case.pk).values(**asked).get()
    return {name.removeprefix("any_") for name, there_is in waiting.items() if not there_is}


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
