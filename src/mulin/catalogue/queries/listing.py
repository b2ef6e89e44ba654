"""Kinds that may be reported or filed now, by place, door and words."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from mulin.catalogue.kinds import EditionState
from mulin.catalogue.models import Admission, Kind, Standard
from mulin.catalogue.queries.editions import in_force
from mulin.catalogue.rules.admission import Decision, decide
from mulin.catalogue.rules.codes import key_of
from mulin.catalogue.rules.search import score
from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.places.models import Area


def lineage_ids(area: Area | int | None) -> dict[int, int]:
    """Ids of the area and all above it, each with its rank."""
    if isinstance(area, int):
        area = Area.objects.filter(pk=area).first()
    if area is None:
        return {}
    columns = enumerate(area.lineage().values(), start=1)
    return {area_id: rank for rank, area_id in columns if area_id is not None}


def decisions(
    area: Area | int | None, keys: Iterable[str] | None = None, on: date | None = None
) -> list[Decision]:
    """Admission decisions in force in the area: one statement, and one more for an id."""
    ranks = lineage_ids(area)
    day = on or clock.today()
    rows = Admission.objects.filter(
        Q(area__isnull=True) | Q(area_id__in=ranks),
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        valid_from__lte=day,
    )
    if keys is not None:
        rows = rows.filter(kind_key__in=list(keys))
    return [
        Decision(
            row.pk, row.kind_key, ranks.get(row.area_id or 0, 0), row.rank, row.door, row.admitted, row.reason
        )
        for row in rows
    ]


def current_kinds(
    area: Area | int | None = None, door: str | None = None, on: date | None = None
) -> list[Kind]:
    """Kinds that may be chosen there and then, by the door if one is given, in catalogue order."""
    kinds = list(
        Kind.objects.filter(in_force(on, "edition__"), edition__scheme__in_use=True, selectable=True)
        .select_related("parent")
        .order_by("edition__scheme_id", "position", "code")
    )
    if door is None:
        return kinds
    told = decisions(area, on=on)
    return [kind for kind in kinds if decide(kind.chain, kind.doors, told, door=door)[0]]


def kind_by_key(key: str, on: date | None = None) -> Kind:
    """The kind in the edition in force on that day; MUL:0203 and MUL-0203 both name it."""
    found = (
        Kind.objects.filter(in_force(on, "edition__"), key=key_of(key))
        .select_related("edition")
        .order_by("-edition__number")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def report_choices(area: Area | int | None, door: str, on: date | None = None) -> dict[str, list[Kind]]:
    """Kinds for a form, under the name of the class they stand in."""
    groups: dict[str, list[Kind]] = {}
    for kind in current_kinds(area, door, on):
        groups.setdefault(kind.parent.name if kind.parent else "", []).append(kind)
    return groups


def search_kinds(
    words: str, area: Area | int | None = None, door: str | None = None, limit: int = 12
) -> list[Kind]:
    """Kinds whose name, keywords or examples fit what was typed, best first."""
    scored = [
        (score(words, kind.name, kind.keywords, kind.examples), kind) for kind in current_kinds(area, door)
    ]
    best = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
    return [kind for _score, kind in best[:limit]]


def standards_of(kind: Kind) -> list[Standard]:
    return list(kind.standards.all())


def is_open(kind: Kind) -> bool:
    """Whether the kind stands in a published edition, so that matters may be filed under it."""
    return kind.edition.state != EditionState.DRAFT
