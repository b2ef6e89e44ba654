"""Questions about things; none of them writes."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from mulin.places.models import Area
from mulin.things.models import Thing

SOON = timedelta(days=30)


def things_in(area: Area, kinds: Collection[str] = ()) -> QuerySet[Thing]:
    """What stands in the area and below and is still in use."""
    found = Thing.objects.filter(retired_on=None, **{area.lineage_column: area.pk})
    return found.filter(kind_id__in=list(kinds)) if kinds else found


def due_in(area: Area, kinds: Collection[str], until: date) -> QuerySet[Thing]:
    """What of it must be looked at by the day."""
    return things_in(area, kinds).filter(next_check_on__lte=until)


def soon_due(things: QuerySet[Thing], today: date) -> QuerySet[Thing]:
    """Those of them whose check or expiry comes within thirty days, or has passed."""
    until = today + SOON
    return things.filter(Q(next_check_on__lte=until) | Q(expires_on__lte=until))


def by_next_check(things: QuerySet[Thing]) -> QuerySet[Thing]:
    """With `due_on` to order pages by: whatever is never due stands at the end."""
    return things.annotate(due_on=Coalesce("next_check_on", Value(date.max), output_field=DateField()))


def public_thing(code: str) -> Thing | None:
    """What everybody who reads the code may know: what it is and where."""
    return Thing.objects.select_related("kind", "area").filter(code=code, retired_on=None).first()
