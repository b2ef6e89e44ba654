"""Matters as residents' lists and the public show them: kind, place and state, never the reporter's words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from mulin.cases.models import Case
from mulin.cases.queries.similar import Likeness
from mulin.people.queries import CardLine, ServiceCard
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


#: On the card those nearest to the door come first.
NEAREST = (
    "micro_grid_worker", "building_head", "grid_worker", "grid_head", "community_police", "property_manager",
    "compound_secretary", "community_secretary", "grid_adviser",
)  # fmt: skip


def serving(card: ServiceCard) -> list[CardLine]:
    """Who serves, each role and person once, the nearest first."""
    once = {(line.role, line.name): line for line in reversed(card.lines)}
    kept = [line for line in card.lines if once[line.role, line.name] is line]
    return sorted(kept, key=lambda line: NEAREST.index(line.role) if line.role in NEAREST else len(NEAREST))


def card_context(card: ServiceCard) -> dict[str, Any]:
    """What the pages that show a card draw."""
    return {"card": card, "lines": serving(card), "house": house_words(card), "chain": chain_words(card)}


def house_words(card: ServiceCard) -> str:
    """柳桥苑1号楼 1单元; a name that holds the one before is not said twice."""
    return " ".join(_without_repeats((card.compound, card.building, card.entrance)))


def chain_words(card: ServiceCard) -> str:
    """The community's own names from the street down."""
    return " · ".join(_told_apart((card.street, card.community, card.grid, card.micro_grid)))


def _without_repeats(names: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for name in filter(None, names):
        if kept and name.startswith(kept[-1]):
            kept.pop()
        kept.append(name)
    return kept


def _told_apart(names: Iterable[str]) -> list[str]:
    """柳桥社区第1网格 below 柳桥社区 is 第1网格."""
    kept: list[str] = []
    above = ""
    for name in filter(None, names):
        kept.append(name.removeprefix(above) or name)
        above = name if not above or not name.startswith(above) else above
    return kept


def _asks(case: Case) -> str:
    """What the matter waits for from its reporter."""
    if case.state == "asking":
        return _("We asked you something")
    if case.state == "handled":
        return _("Is it done? Please confirm")
    if case.state == "closed" and not case.satisfaction:
        return _("Please rate it")
    return ""
