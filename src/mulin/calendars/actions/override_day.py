"""Say that a day is worked or free in an area, against the decree."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from mulin.calendars.access import must_manage
from mulin.calendars.models import DayOverride
from mulin.calendars.queries import forget
from mulin.lib.actor import ActorLike
from mulin.trail.record import record

NAME_LENGTH = 80


@transaction.atomic
def override_day(
    area_id: int | None, *, date: date, is_working: bool, by: ActorLike, name: str = ""
) -> DayOverride:
    """Saying it again changes it; saying the same again does nothing."""
    must_manage(by, area_id)
    name = name.strip()[:NAME_LENGTH]
    said, is_new = DayOverride.objects.select_for_update().get_or_create(
        area_id=area_id,  # type: ignore[misc] # the stubs know no look-up of NULL by equality
        date=date,
        defaults={"is_working": is_working, "name": name},
    )
    if not is_new and (said.is_working, said.name) == (is_working, name):
        return said
    said.is_working, said.name = is_working, name
    said.save(update_fields=["is_working", "name"])
    fields = {"area": area_id, "date": date.isoformat(), "is_working": is_working}
    record("calendar.day_overridden", said, by=by, fields=fields)
    transaction.on_commit(forget)
    forget()
    return said


@transaction.atomic
def restore_day(area_id: int | None, *, date: date, by: ActorLike) -> None:
    """The day follows the areas above and the decree again."""
    must_manage(by, area_id)
    said = DayOverride.objects.select_for_update().filter(Q(area_id=area_id), date=date).first()
    if said is None:
        return
    record("calendar.day_restored", said, by=by, fields={"area": area_id, "date": date.isoformat()})
    said.delete()
    transaction.on_commit(forget)
    forget()
