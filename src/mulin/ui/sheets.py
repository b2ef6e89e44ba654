"""A checklist as it is drawn: one field an item, its note, its photos."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mulin.cases.access import visible_to
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.rounds.kinds import AnswerKind
from mulin.rounds.models import Check, Checklist, Item

ANSWER, NOTE, PHOTO = "a-", "n-", "p-"
NOTHING: Mapping[str, str] = {}


@dataclass
class Sheet:
    """What was sent, to be judged by the action and drawn again with what is wrong."""

    checklist: Checklist
    sent: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [self._row(item) for item in self.checklist.items.all()]

    @property
    def id(self) -> str:
        return self.sent.get("id") or str(uuid7())

    @property
    def general(self) -> list[str]:
        """What is wrong that belongs to no item."""
        known = {item.code for item in self.checklist.items.all()}
        return [str(words) for name, words in self.wrong.items() if name not in known]

    def _row(self, item: Item) -> dict[str, Any]:
        wanted = item.shown_if or {}
        return {
            "item": item,
            "name": ANSWER + item.code,
            "note_name": NOTE + item.code,
            "photo_name": PHOTO + item.code,
            "value": self.sent.get(ANSWER + item.code, ""),
            "note": self.sent.get(NOTE + item.code, ""),
            "choices": choices_of(item),
            "may_fail": bool(item.opens),
            "depends": f"{ANSWER}{wanted['item']}" if wanted else "",
            "on": " ".join(wanted.get("is", ())),
            "errors": [str(self.wrong[item.code])] if item.code in self.wrong else [],
        }


def cases_seen(checks: Iterable[Check], actor: Actor) -> set[UUID]:
    """Of the cases that these checks opened, those the reader may open."""
    ids = {answer.case_id for check in checks for answer in check.answers.all() if answer.case_id}
    return set(visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def choices_of(item: Item) -> list[tuple[str, str]]:
    """What may be chosen, with its words; none where it is written freely."""
    if item.kind == AnswerKind.YES_NO:
        return [("yes", _("yes")), ("no", _("no"))]
    return [(choice[0], choice[1]) for choice in item.choices]
