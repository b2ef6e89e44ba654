"""What a checklist asks: how an item is given, judged and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mulin.catalogue.models import Kind
from mulin.lib.errors import BadInput
from mulin.rounds.kinds import AnswerKind
from mulin.rounds.models import Checklist, Item
from mulin.rounds.rules.answers import NO, YES

MOST_ITEMS = 60


@dataclass(frozen=True)
class NewItem:
    """One thing asked, as it is given."""

    code: str
    text: str
    kind: str
    hint: str = ""
    required: bool = True
    unit: str = ""
    low: Decimal | float | None = None
    high: Decimal | float | None = None
    choices: Sequence[Sequence[str]] = ()
    bad: Sequence[str] = ()
    within_days: int | None = None
    shown_if: dict[str, Any] = field(default_factory=dict)
    opens: str = ""
    urgency: str = ""


def item_row(checklist: Checklist, order: int, item: NewItem) -> Item:
    """Not saved."""
    low, high = (None if one is None else Decimal(str(one)) for one in (item.low, item.high))
    return Item(
        checklist=checklist,
        order=order,
        code=item.code,
        text=item.text.strip(),
        hint=item.hint.strip(),
        kind=item.kind,
        required=item.required,
        unit=item.unit,
        low=low,
        high=high,
        choices=[list(choice) for choice in item.choices],
        bad=list(item.bad),
        within_days=item.within_days,
        shown_if=item.shown_if,
        opens=item.opens,
        urgency=item.urgency,
    )


def given_of(row: Item) -> NewItem:
    """An item that is kept, as it would be given."""
    return NewItem(**{name: getattr(row, name) for name in NewItem.__dataclass_fields__})


def judge(key: str, name: str, items: Sequence[NewItem]) -> None:
    """BadInput where the list cannot be gone through as it stands."""
    if not key.strip() or not name.strip():
        raise BadInput(fields={"name": _("Give the checklist a key and a name.")})
    if not 1 <= len(items) <= MOST_ITEMS:
        raise BadInput(fields={"items": _("Ask one to sixty things.")})
    codes = [item.code for item in items]
    if len(set(codes)) != len(codes):
        raise BadInput(fields={"items": _("Each item needs a code of its own.")})
    kinds = {item.opens for item in items if item.opens}
    unknown = kinds - set(Kind.objects.filter(key__in=kinds).values_list("key", flat=True))
    if unknown:
        raise BadInput(fields={"items": _("Unknown kind of case: %(key)s") % {"key": min(unknown)}})
    for place, item in enumerate(items):
        if fault := _fault(item, items[:place]):
            raise BadInput(fields={"items": fault % {"number": place + 1}})


def _fault(item: NewItem, before: Sequence[NewItem]) -> str:
    if not item.text.strip() or item.kind not in AnswerKind.values:
        return _("Item %(number)d needs words and a kind.")
    if item.kind == AnswerKind.CHOICE and len(item.choices) < 2:
        return _("Item %(number)d needs two choices.")
    if item.low is not None and item.high is not None and item.low > item.high:
        return _("Item %(number)d: the least is more than the most.")
    if not set(item.bad) <= _answers(item):
        return _("Item %(number)d fails on an answer that cannot be given.")
    if not item.shown_if:
        return ""
    asked = next((one for one in before if one.code == item.shown_if.get("item")), None)
    if asked is None:
        return _("Item %(number)d depends on an item that does not stand before it.")
    if not set(item.shown_if.get("is", ())) <= _answers(asked):
        return _("Item %(number)d depends on an answer that cannot be given.")
    return ""


def _answers(item: NewItem) -> set[str]:
    """The answers that can be named beforehand."""
    if item.kind == AnswerKind.YES_NO:
        return {YES, NO}
    return {choice[0] for choice in item.choices} if item.kind == AnswerKind.CHOICE else set()
