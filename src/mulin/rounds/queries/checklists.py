"""Checklists in force and their items."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.rounds.models import Checklist, Item, Plan, VisitRule
from mulin.things.models import ThingKind


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
    """One edition that is or was in force; nobody goes round with a draft."""
    found = with_items().filter(pk=checklist_id, edition__gt=Checklist.DRAFT).first()
    if found is None:
        raise NotFound
    return found


@dataclass
class Editions:
    """One list: what is in force, its draft, all that were."""

    force: Checklist | None = None
    draft: Checklist | None = None
    past: list[Checklist] = field(default_factory=list)

    @property
    def newest(self) -> Checklist | None:
        return self.force or self.draft or next(iter(self.past), None)


def all_lists(on: date | None = None) -> list[Editions]:
    """Every list with its editions, each with how much it asks (`asked`), in the order of their names: one statement."""
    day, found = on or clock.today(), dict[str, Editions]()
    rows = Checklist.objects.annotate(asked=Count("items")).order_by("key", "-edition")
    for row in rows:
        of = found.setdefault(row.key, Editions())
        if row.is_draft:
            of.draft = row
        elif row.valid_from <= day and (row.valid_to is None or row.valid_to > day):
            of.force = row
        else:
            of.past.append(row)
    return sorted(found.values(), key=lambda one: one.newest.name if one.newest else "")


def users_of(key: str) -> list[str]:
    """The plans, kinds of things and visiting rules that take this list."""
    live = Q(valid_to=None) | Q(valid_to__gt=clock.today())
    names: Iterable[QuerySet[Plan] | QuerySet[ThingKind] | QuerySet[VisitRule]] = (
        Plan.objects.filter(live, checklist_key=key).order_by("name"),
        ThingKind.objects.filter(checklist_key=key),
        VisitRule.objects.filter(checklist_key=key),
    )
    return [name for rows in names for name in rows.values_list("name", flat=True)[:50]]
