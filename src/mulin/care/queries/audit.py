"""What does not fit: readings without consent, entries at a door left, alerts without a case, cases without their alert."""

from collections.abc import Iterator

from django.db import connection

from mulin.care.access import living
from mulin.care.models import Alert, Meter, Reading, Watch
from mulin.care.queries.homes import left_behind
from mulin.cases.kinds import ENDED, OPEN
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door, Secrecy
from mulin.people.access import agreed
from mulin.people.kinds import Purpose

NOBODYS = """
SELECT r.meter_id, count(*) FROM care_reading r LEFT JOIN care_meter m ON m.id = r.meter_id
WHERE m.id IS NULL GROUP BY r.meter_id
"""


def misfits() -> Iterator[str]:
    """One line for each thing that does not fit."""
    for meter_id, count in _nobodys():
        yield f"{count} readings of meter {meter_id}, which nobody has"
    allowed = Watch.objects.filter(
        agreed(Purpose.METER, "entry__person_id"), ended_at=None, entry__in=living()
    ).values("pk")
    for meter in Meter.objects.exclude(watch_id__in=allowed):
        if Reading.objects.filter(meter_id=meter.pk).exists():
            yield f"meter {meter.pk} has readings without consent"
    for entry in left_behind():
        yield f"{entry} stands at a door behind which the person lives no longer"
    yield from _alerts()


def _nobodys() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(NOBODYS)
        rows: list[tuple[int, int]] = cursor.fetchall()
        return rows


def _alerts() -> Iterator[str]:
    cases = {case.pk: case for case in Case.objects.filter(door=Door.METER)}
    ended = [*ENDED]
    for alert in Alert.objects.all().iterator():
        case = cases.pop(alert.case_id, None) if alert.case_id else None
        if case is None:
            yield f"alert {alert.pk} has no case"
        elif case.secrecy != Secrecy.CONFIDENTIAL:
            yield f"case {case} of alert {alert.pk} is not closed to others"
        elif alert.closed_at is None and case.state in ended:
            yield f"alert {alert.pk} is open, its case {case} has ended"
        elif alert.followed_at is not None and case.state in OPEN:
            yield f"alert {alert.pk} was followed up, its case {case} is open"
    for case in cases.values():
        yield f"case {case} came from a meter, no alert has it"
