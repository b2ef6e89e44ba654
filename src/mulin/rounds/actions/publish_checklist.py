"""A new edition of a checklist comes into force; rounds made before keep theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.rounds.kinds import AnswerKind
from mulin.rounds.models import Checklist, Item
from mulin.trail.record import record

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


@transaction.atomic
def publish_checklist(
    key: str,
    *,
    name: str,
    items: Sequence[NewItem],
    by: Actor,
    note: str = "",
    source: str = "",
    valid_from: date | None = None,
) -> Checklist:
    """The edition before ends on the day the new one begins."""
    acting = require(by, Duty.CATALOGUE_MANAGE, {})
    _guard(key, name, items)
    since = valid_from or clock.today()
    last = Checklist.objects.select_for_update().filter(key=key).order_by("-edition").first()
    if last is not None:
        if since < last.valid_from:
            raise BadInput(fields={"valid_from": _("A new edition cannot begin before the present one.")})
        Checklist.objects.filter(pk=last.pk).update(valid_to=since)
    made = Checklist.objects.create(
        key=key,
        edition=last.edition + 1 if last else 1,
        name=name.strip(),
        note=note.strip(),
        source=source,
        valid_from=since,
    )
    Item.objects.bulk_create(_row(made, order, item) for order, item in enumerate(items, 1))
    record("checklist.published", made, by=acting, fields={"key": key, "edition": made.edition})
    return made


def _row(made: Checklist, order: int, item: NewItem) -> Item:
    low, high = (None if one is None else Decimal(str(one)) for one in (item.low, item.high))
    return Item(
        checklist=made,
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


def _guard(key: str, name: str, items: Sequence[NewItem]) -> None:
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
        if not item.text.strip() or item.kind not in AnswerKind.values:
            raise BadInput(
                fields={"items": _("Item %(number)d needs words and a kind.") % {"number": place + 1}}
            )
        if item.kind == AnswerKind.CHOICE and len(item.choices) < 2:
            raise BadInput(fields={"items": _("Item %(number)d needs two choices.") % {"number": place + 1}})
        if item.shown_if and item.shown_if.get("item") not in codes[:place]:
            said = _("Item %(number)d depends on an item that does not stand before it.")
            raise BadInput(fields={"items": said % {"number": place + 1}})
