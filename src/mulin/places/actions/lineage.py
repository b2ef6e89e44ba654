"""Carries a changed place in the tree down to everything that lies below."""

from collections.abc import Iterable

from django.db import models

from mulin.lib.batches import batches
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Compound, Household, LineageMixin
from mulin.places.rules import LINEAGE
from mulin.places.rules.lineage import columns_above

BELOW: tuple[type[LineageMixin], ...] = (Area, Compound, Building, Household)


def hang(areas: Iterable[Area], parent: Area) -> None:
    """Put areas under a new parent, with all below them: one statement a table and rank."""
    by_rank: dict[Rank, list[int]] = {}
    for area in areas:
        by_rank.setdefault(Rank(area.rank), []).append(area.pk)
    for rank, everybody in by_rank.items():
        above = {column: getattr(parent, column) for column in columns_above(rank)}
        for ids in batches(everybody):
            Area.objects.filter(pk__in=ids).update(parent=parent)
            for model in BELOW:
                rows: models.QuerySet[LineageMixin] = model._default_manager.filter(
                    **{f"{LINEAGE[rank]}__in": ids}
                )
                rows.update(**above)


def settle(buildings: Iterable[int], area: Area) -> None:
    """Put buildings and their doors into an area."""
    for ids in batches(buildings):
        Building.objects.filter(pk__in=ids).update(area=area, **area.lineage())
        Household.objects.filter(entrance__building__in=ids).update(area=area, **area.lineage())


def settle_compounds(compounds: Iterable[int], area: Area) -> None:
    for ids in batches(compounds):
        Compound.objects.filter(pk__in=ids).update(area=area, **area.lineage())
