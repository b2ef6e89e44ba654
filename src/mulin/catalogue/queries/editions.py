"""Editions: which is in force on a day, what it holds as a tree, how two differ, what foreign lists mean."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from mulin.catalogue.kinds import EditionState
from mulin.catalogue.models import Edition, Kind, KindMapping, Limit, Standard
from mulin.catalogue.rules.shape import KIND_FIELDS, STANDARD_FIELDS
from mulin.lib import clock
from mulin.lib.errors import NotFound


class Node(NamedTuple):
    kind: Kind
    children: "list[Node]"


class Change(NamedTuple):
    """One field of one thing that two editions hold differently; None where one of them lacks the thing."""

    key: str
    name: str
    field: str
    before: object
    after: object

    @property
    def added(self) -> bool:
        return self.field == "" and self.before is None

    @property
    def removed(self) -> bool:
        return self.field == "" and self.after is None


def in_force(on: date | None = None, prefix: str = "") -> Q:
    """Editions in force on a day: published ones, and replaced ones for the days they had."""
    day = on or clock.today()
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return ~Q(**{f"{prefix}state": EditionState.DRAFT}) & Q(**{f"{prefix}valid_from__lte": day}) & ends


def current_edition(scheme_code: str) -> Edition:
    return edition_on(scheme_code)


def edition_on(scheme_code: str, on: date | None = None) -> Edition:
    found = (
        Edition.objects.filter(in_force(on), scheme__code=scheme_code)
        .select_related("scheme")
        .order_by("-number")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def draft_of(scheme_code: str) -> Edition | None:
    return (
        Edition.objects.filter(scheme__code=scheme_code, state=EditionState.DRAFT)
        .select_related("scheme")
        .first()
    )


def tree(edition: Edition) -> list[Node]:
    """All kinds of an edition, each under its parent, in order: one statement."""
    below: defaultdict[int | None, list[Kind]] = defaultdict(list)
    for kind in Kind.objects.filter(edition=edition):
        below[kind.parent_id].append(kind)

    def nodes(parent_id: int | None) -> list[Node]:
        return [Node(kind, nodes(kind.pk)) for kind in below[parent_id]]

    return nodes(None)


def diff(before: Edition, after: Edition) -> list[Change]:
    """What the later edition adds, removes and changes, kind by kind in code order."""
    old, new = _holdings(before), _holdings(after)
    found = []
    for key in sorted(old.keys() | new.keys()):
        name = str((new.get(key) or old[key])["name"])
        if key not in old or key not in new:
            found.append(Change(key, name, "", name if key in old else None, name if key in new else None))
            continue
        for field in sorted(old[key].keys() | new[key].keys()):
            pair = old[key].get(field), new[key].get(field)
            if pair[0] != pair[1]:
                found.append(Change(key, name, field, *pair))
    return found


def _holdings(edition: Edition) -> dict[str, dict[str, object]]:
    held: dict[str, dict[str, object]] = {}
    for kind in Kind.objects.filter(edition=edition).select_related("parent"):
        held[kind.key] = {field: getattr(kind, field) for field in KIND_FIELDS}
        held[kind.key]["parent"] = kind.parent.key if kind.parent else ""
    for standard in Standard.objects.filter(kind__edition=edition).select_related("kind"):
        for field in STANDARD_FIELDS:
            held[standard.kind.key][f"standard {standard.number} {field}"] = getattr(standard, field)
    everywhere: dict[str, object] = {"name": edition.scheme.name}
    limits: QuerySet[Limit] = Limit.objects.filter(edition=edition).select_related("kind", "standard")
    for limit in limits:
        row = held[limit.kind.key] if limit.kind else everywhere
        where = f"standard {limit.standard.number} " if limit.standard else ""
        row[f"{where}limit {limit.link} {limit.urgency}".strip()] = (limit.amount, limit.unit)
    return held | {f"{edition.scheme.code}:": everywhere}


def mapped_key(scheme_code: str, path: str) -> str:
    """The key of ours that a foreign code or label path means: the nearest mapped level; empty when none."""
    parts = path.split("/")
    levels = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    rows = KindMapping.objects.filter(scheme_code=scheme_code, path__in=levels).values_list(
        "path", "kind_key"
    )
    found = dict(rows)
    return next((found[level] for level in levels if level in found), "")
