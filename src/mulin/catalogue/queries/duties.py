"""The duty list of an area, and which kinds a unit usually leads."""

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from mulin.catalogue.models import DutyRow, Edition, Kind
from mulin.catalogue.queries.listing import lineage_ids
from mulin.lib import clock
from mulin.places.models import Area


def duty_list(area: Area, on: date | None = None, *, inherited: bool = False) -> QuerySet[DutyRow]:
    """Rows in force in the area itself, or with those of the areas above it."""
    day = on or clock.today()
    areas = list(lineage_ids(area)) if inherited else [area.pk]
    return (
        DutyRow.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day), area_id__in=areas, valid_from__lte=day
        )
        .select_related("area", "organisation", "post", "role")
        .prefetch_related("assist")
        .order_by("key", "area__rank")
    )


def keys_by_unit(edition: Edition) -> dict[str, list[str]]:
    """Kinds by the unit that usually leads them (供水公司: MUL:0403, …), to make duty rows of."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    kinds = Kind.objects.filter(edition=edition, selectable=True).exclude(lead_unit="")
    for unit, key in kinds.values_list("lead_unit", "key"):
        found[unit].append(key)
    return dict(found)
