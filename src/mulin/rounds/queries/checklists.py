"""Checklists in force and their items."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.rounds.models import Checklist, Item


def with_items() -> QuerySet[Checklist]:
    return Checklist.objects.prefetch_related(Prefetch("items", Item.objects.order_by("order")))


def in_force(on: date | None = None) -> QuerySet[Checklist]:
    """One edition of each on the day, in the order of their names."""
    day = on or clock.today()
    live = Q(valid_to=None) | Q(valid_to__gt=day)
    return Checklist.objects.filter(live, valid_from__lte=day).order_by("name")


def checklist_by_key(key: str, on: date | None = None) -> Checklist | None:
    """The edition in force on the day."""
    return in_force(on).filter(key=key).order_by("-edition").first() if key else None


def checklist_of(checklist_id: int) -> Checklist:
    found = with_items().filter(pk=checklist_id).first()
    if found is None:
        raise NotFound
    return found
