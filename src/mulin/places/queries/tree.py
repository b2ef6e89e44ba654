"""Walking the tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import NotFound
from mulin.places.kinds import Rank
from mulin.places.models import Area, Succession
from mulin.places.rules import COLUMNS, LINEAGE

#: The figures under which made-up towns are coded.
INVENTED = "99"


@dataclass(frozen=True)
class Successor:
    """Who follows an area, and with what share of it."""

    area: Area
    share: Decimal


def current() -> QuerySet[Area]:
    """The areas in force today."""
    return Area.objects.filter(valid_to=None)


def is_invented() -> bool:
    """Whether the ground is a made-up town's: no province of GB/T 2260 begins with its figures."""
    return current().filter(code__startswith=INVENTED).exists()


def in_force_on(day: date) -> QuerySet[Area]:
    """The areas as they were on a day."""
    return Area.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


def area_by_code(code: str) -> Area:
    """The area that has the code, or had it before it was renumbered."""
    found = Area.objects.filter(code=code).first() or Area.objects.filter(retired_codes__code=code).first()
    if found is None:
        raise NotFound(_("There is no area with the code %(code)s.") % {"code": code})
    return found


def subtree(area: Area, *, retired: bool = False) -> QuerySet[Area]:
    """The area and all below it, by one indexed column."""
    inside = Area.objects.filter(**{area.lineage_column: area.pk})
    return inside if retired else inside.filter(valid_to=None)


def common_ground() -> Area | None:
    """Where everything lies of which nobody knows where: the one district, else the one city or province."""
    for rank in (Rank.DISTRICT, Rank.CITY, Rank.PROVINCE):
        found = list(current().filter(rank=rank)[:2])
        if len(found) == 1:
            return found[0]
    return None


def children(area: Area | None) -> QuerySet[Area]:
    """The areas directly below, in the order of their names; of none: the roots."""
    return current().filter(parent=area).order_by("rank", "name_key", "code")


def ancestors(area: Area) -> list[Area]:
    """The areas above, from the top down, without the area itself."""
    return [each for each in chain(area) if each.pk != area.pk]


def chain(area: Area) -> list[Area]:
    """The areas above and the area itself, from the top down, in one statement."""
    ids = [pk for pk in area.lineage().values() if pk is not None]
    return list(Area.objects.filter(pk__in=ids).order_by("rank"))


def chains(areas: Iterable[Area]) -> dict[int, list[Area]]:
    """The chain of each of many areas, in one statement."""
    wanted = list(areas)
    ids = {pk for area in wanted for pk in area.lineage().values() if pk is not None}
    known = Area.objects.in_bulk(ids)
    return {
        area.pk: [known[pk] for pk in (getattr(area, column) for column in COLUMNS) if pk in known]
        for area in wanted
    }


def at_rank(area: Area, rank: Rank) -> int | None:
    """The id of the area of that rank in which this one lies (itself included)."""
    value: int | None = getattr(area, LINEAGE[rank])
    return value


def successors(area: Area, at: date | None = None) -> list[Successor]:
    """What became of an area by a day: itself while in force, else the areas that hold it now."""
    done: dict[int, Decimal] = {}
    waiting = [(area.pk, Decimal(1))]
    while waiting:
        links = Succession.objects.filter(predecessor__in=[pk for pk, _ in waiting])
        if at is not None:
            links = links.filter(at__lte=at)
        onward: dict[int, list[tuple[int, Decimal]]] = {}
        for link in links:
            onward.setdefault(link.predecessor_id, []).append((link.successor_id, link.share))
        further: list[tuple[int, Decimal]] = []
        for pk, share in waiting:
            if pk not in onward:
                done[pk] = done.get(pk, Decimal(0)) + share
            further += [(successor, share * part) for successor, part in onward.get(pk, [])]
        waiting = further
    known = Area.objects.in_bulk(done)
    return [Successor(known[pk], share) for pk, share in sorted(done.items())]


def successor_of(area: Area, holding: Iterable[int] = ()) -> Area:
    """Who took over: of several the one among `holding` (areas at a point), else the one with most of it."""
    found = successors(area)
    wanted = set(holding)
    here = [each for each in found if each.area.pk in wanted]
    best = max(here or found, key=lambda each: (each.share, -each.area.pk))
    return best.area
