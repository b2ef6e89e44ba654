"""The working calendar of an area, kept in the process for some seconds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

from django.db.models import Q, QuerySet

from mulin.calendars.access import LINEAGE, lineage_of
from mulin.calendars.models import DayOverride, WorkingHours
from mulin.calendars.rules import DECREE_LEAST, AreaCalendar, Hours, parse_sessions, provisional_years
from mulin.lib.clock import today

# Other processes see a change of hours at most this much later.
FRESH_SECONDS = 30.0
KEPT_AREAS = 10_000


@dataclass
class _Snapshot:
    """All rows of the two small tables, by area, and the calendars made of them."""

    hours: dict[int | None, list[Hours]]
    overrides: dict[int | None, dict[date, bool]]
    taken: float
    decreed: frozenset[int]
    by_area: dict[int, AreaCalendar] = field(default_factory=dict)
    default: AreaCalendar = field(default_factory=AreaCalendar)

    @property
    def is_uniform(self) -> bool:
        return not ({*self.hours, *self.overrides} - {None})


class _Kept:
    snapshot: _Snapshot | None = None


def calendar_for(area_id: int | None) -> AreaCalendar:
    """The calendar of an area: its own rows, then its ancestors', then the installation's.

    No statement while the snapshot is fresh and no area has rows of its own.
    """
    snapshot = _snapshot()
    if area_id is None or snapshot.is_uniform:
        return snapshot.default
    found = snapshot.by_area.get(area_id)
    if found is None:
        if len(snapshot.by_area) >= KEPT_AREAS:
            snapshot.by_area.clear()
        found = snapshot.by_area[area_id] = _made(snapshot, _levels(area_id))
    return found


def years_without_decree() -> list[int]:
    """Of this year and the next, those counted Monday to Friday only; /ops warns of them."""
    return provisional_years(today(), _snapshot().decreed)


def hours_of(area_id: int | None) -> QuerySet[WorkingHours]:
    return WorkingHours.objects.filter(Q(area_id=area_id)).order_by("-valid_from")


def overrides_of(area_id: int | None, year: int) -> QuerySet[DayOverride]:
    return DayOverride.objects.filter(Q(area_id=area_id), date__year=year)


def forget() -> None:
    """Drop what this process remembers; actions call it, other processes follow within seconds."""
    _Kept.snapshot = None


def _snapshot() -> _Snapshot:
    kept = _Kept.snapshot
    if kept is None or monotonic() - kept.taken > FRESH_SECONDS:
        kept = _Kept.snapshot = _read()
    return kept


def _read() -> _Snapshot:
    hours: dict[int | None, list[Hours]] = defaultdict(list)
    for row in WorkingHours.objects.order_by("-valid_from"):
        spans = parse_sessions(row.sessions)
        hours[row.area_id].append(Hours(row.valid_from, row.valid_to, spans, row.every_day))
    overrides: dict[int | None, dict[date, bool]] = defaultdict(dict)
    for day in DayOverride.objects.all():
        overrides[day.area_id][day.date] = day.is_working
    snapshot = _Snapshot(dict(hours), dict(overrides), monotonic(), _decreed(overrides.get(None, {})))
    snapshot.default = _made(snapshot, [None])
    return snapshot


def _decreed(days: dict[date, bool]) -> frozenset[int]:
    counts: dict[int, int] = defaultdict(int)
    for day in days:
        counts[day.year] += 1
    return frozenset(year for year, count in counts.items() if count >= DECREE_LEAST)


def _made(snapshot: _Snapshot, levels: Sequence[int | None]) -> AreaCalendar:
    return AreaCalendar(
        hours=[snapshot.hours[level] for level in levels if level in snapshot.hours],
        overrides=[snapshot.overrides[level] for level in levels if level in snapshot.overrides],
        decreed_years=snapshot.decreed,
    )


def _levels(area_id: int) -> list[int | None]:
    """The area, its ancestors, then the installation: nearest first."""
    lineage = lineage_of(area_id)
    above = [lineage[column] for column in LINEAGE if lineage.get(column) is not None]
    return [*above, None]
