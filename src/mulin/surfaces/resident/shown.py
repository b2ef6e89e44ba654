"""Matters as residents' lists and the public show them: kind, place and state, never the reporter's words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from mulin.cases.models import Case
from mulin.cases.queries.similar import Likeness
from mulin.places.models import Area, Building


def public_rows(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """Public matters without anybody's words: a title is taken from what the reporter wrote."""
    found = list(cases)
    houses = Building.objects.in_bulk({case.building_id for case in found if case.building_id})
    grids = Area.objects.in_bulk({case.grid_id for case in found if case.grid_id})
    return [
        {
            "url": f"/c/{case.public_code}/",
            "code": case.public_code,
            "title": case.kind.name if case.kind else _("matter"),
            "where": _where(case, houses.get(case.building_id or 0), grids.get(case.grid_id or 0)),
            "state": case.state,
            "at": case.created_at,
        }
        for case in found
    ]


def _where(case: Case, house: Building | None, grid: Area | None) -> str:
    names = [grid.name if grid else (case.area.name if case.area else ""), house.name if house else ""]
    return " ".join(name for name in names if name)


def like_rows(likes: Iterable[Likeness]) -> list[dict[str, Any]]:
    """Public matters that may be the same, with how far they are."""
    found = list(likes)
    rows = public_rows([like.case for like in found])
    for row, like in zip(rows, found, strict=True):
        row["metres"] = round(like.metres) if like.metres < 1000 else None
    return rows


def own_rows(cases: Iterable[Case], keys: dict[Any, str] | None = None) -> list[dict[str, Any]]:
    """One's own matters, in one's own words."""
    return [
        {
            "url": f"/mine/{case.pk}/{keys[case.pk]}/" if keys and case.pk in keys else f"/mine/{case.pk}/",
            "title": case.title or _("(erased)"),
            "number": case.number,
            "kind": case.kind.name if case.kind else "",
            "where": case.area.name if case.area else "",
            "state": case.state,
            "at": case.created_at,
            "promised_by": case.promised_by if case.is_open else None,
            "asks": _asks(case),
        }
        for case in cases
    ]


def _asks(case: Case) -> str:
    """What the matter waits for from its reporter."""
    if case.state == "asking":
        return _("We asked you something")
    if case.state == "handled":
        return _("Is it done? Please confirm")
    if case.state == "closed" and not case.satisfaction:
        return _("Please rate it")
    return ""
