"""In a draft of a checklist an item is added, changed, moved or taken out."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib.errors import NotFound, WrongState
from mulin.people.access import Actor
from mulin.rounds.actions.draft_checklist import locked_draft
from mulin.rounds.actions.items import MOST_ITEMS, NewItem, given_of, item_row, judge
from mulin.rounds.models import Checklist, Item
from mulin.trail.record import record


@transaction.atomic
def put_item(draft: Checklist, item: NewItem, *, by: Actor) -> Item:
    """By its code: changed in its place where it is there already, else added at the end."""
    row, acting = locked_draft(draft, by)
    items = _items(row)
    known = next((one for one in items if one.code == item.code), None)
    place = items.index(known) if known is not None else len(items)
    if place >= MOST_ITEMS:
        raise WrongState(_("Ask one to sixty things."))
    wanted = [given_of(one) for one in items]
    wanted[place : place + 1] = [item]
    judge(row.key, row.name, wanted)
    made = item_row(row, known.order if known else place + 1, item)
    made.pk = known.pk if known else None
    made.save()
    record("checklist.changed", row, by=acting, fields={"item": item.code})
    return made


@transaction.atomic
def drop_item(draft: Checklist, code: str, *, by: Actor) -> None:
    """Refused while another depends on it."""
    row, acting = locked_draft(draft, by)
    items = _items(row)
    if any(one.shown_if.get("item") == code for one in items):
        raise WrongState(_("Another item depends on this one: change that first."))
    _ordered([one for one in items if one.code != code])
    if row.items.filter(code=code).delete()[0]:
        record("checklist.changed", row, by=acting, fields={"dropped": code})


@transaction.atomic
def move_item(draft: Checklist, code: str, *, up: bool, by: Actor) -> None:
    """One place up or down; at the end of the list it stays."""
    row, acting = locked_draft(draft, by)
    items = _items(row)
    at = next((place for place, one in enumerate(items) if one.code == code), None)
    if at is None:
        raise NotFound
    to = at - 1 if up else at + 1
    if not 0 <= to < len(items):
        return
    items[at], items[to] = items[to], items[at]
    judge(row.key, row.name, [given_of(one) for one in items])
    _ordered(items)
    record("checklist.changed", row, by=acting, fields={"moved": code})


def _items(draft: Checklist) -> list[Item]:
    return list(draft.items.order_by("order"))


def _ordered(items: Sequence[Item]) -> None:
    for order, one in enumerate(items, 1):
        one.order = order
    Item.objects.bulk_update(items, ["order"])
