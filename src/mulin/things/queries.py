"""Questions about things; none of them writes."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from mulin.places.models import Area
from mulin.things.models import Thing


def things_in(area: Area, kinds: Collection[str] = ()) -> QuerySet[Thing]:
    """What stands in the area and below and is still in use."""
    found = Thing.objects.filter(retired_on=None, **{area.lineage_column: area.pk})
    return found.filter(kind_id__in=list(kinds)) if kinds else found


def due_in(area: Area, kinds: Collection[str], until: date) -> QuerySet[Thing]:
    """What of it must be looked at by the day."""
    return things_in(area, kinds).filter(next_check_on__lte=until)


def public_thing(code: str) -> Thing | None:
    """What everybody who reads the code may know: what it is and where."""
    return Thing.objects.select_related("kind", "area").filter(code=code, retired_on=None).first()
