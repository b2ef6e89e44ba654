"""Hours and exceptional days are set by who manages the area, and reach everything below it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from mulin.calendars.actions.override_day import override_day, restore_day
from mulin.calendars.actions.set_hours import set_hours
from mulin.calendars.models import DayOverride, WorkingHours
from mulin.calendars.queries import calendar_for, forget, hours_of, overrides_of, years_without_decree
from mulin.lib import clock
from mulin.lib.actor import System
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.places.models import Area
from mulin.trail.models import Event
from tests.support.somebody import Somebody

pytestmark = pytest.mark.django_db
OWNER = Somebody(duties=frozenset({"area:manage"}))
STRANGER = Somebody()
SUMMER = [("07:30", "11:30"), ("15:00", "19:00")]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MONDAY, FESTIVAL = date(2026, 3, 9), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    forget()
    with clock.frozen(NOW):
        yield
    forget()


@pytest.fixture
def street() -> Area:
    area = Area.objects.create(code="370899001", name="北关街道", rank=4, valid_from=date(2020, 1, 1))
    return told(area, street_id=area.pk)


@pytest.fixture
def grid(street: Area) -> Area:
    area = Area.objects.create(
        code="370899001001001", name="一网格", rank=6, parent=street, valid_from=date(2020, 1, 1)
    )
    return told(area, street_id=street.pk, grid_id=area.pk)


def told(area: Area, **lineage: int) -> Area:
    Area.objects.filter(pk=area.pk).update(**lineage)
    area.refresh_from_db()
    return area


def first_hour(area_id: int | None, day: date) -> str:
    return calendar_for(area_id).sessions(day)[0][0].strftime("%H:%M")


def test_without_rows_the_default_holds_and_nothing_is_asked(
    grid: Area, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    calendar_for(None)
    with django_assert_num_queries(0):
        assert calendar_for(grid.pk).is_working_day(MONDAY)
        assert not calendar_for(grid.pk).is_working_day(FESTIVAL)
        assert calendar_for(grid.pk) is calendar_for(None)


def test_a_streets_hours_reach_its_grids_only(street: Area, grid: Area) -> None:
    set_hours(street.pk, sessions=SUMMER, valid_from=MONDAY, by=OWNER)
    assert first_hour(grid.pk, MONDAY) == first_hour(street.pk, MONDAY) == "07:30"
    assert first_hour(grid.pk, MONDAY - timedelta(days=3)) == "08:00"
    assert first_hour(None, MONDAY) == "08:00"
    assert Event.objects.get().verb == "calendar.hours_set"


def test_the_nearest_word_wins(street: Area, grid: Area) -> None:
    override_day(None, date=MONDAY, is_working=False, by=OWNER, name="台风")
    override_day(grid.pk, date=MONDAY, is_working=True, by=OWNER)
    assert not calendar_for(street.pk).is_working_day(MONDAY)
    assert calendar_for(grid.pk).is_working_day(MONDAY)
    restore_day(grid.pk, date=MONDAY, by=OWNER)
    restore_day(grid.pk, date=MONDAY, by=OWNER)
    assert not calendar_for(grid.pk).is_working_day(MONDAY)


def test_hours_follow_one_another_without_overlap(street: Area) -> None:
    autumn, summer = date(2026, 9, 1), date(2026, 6, 1)
    set_hours(street.pk, sessions=[("08:30", "17:00")], valid_from=NOW.date(), by=OWNER)
    set_hours(street.pk, sessions=[("09:00", "17:00")], valid_from=autumn, by=OWNER)
    set_hours(street.pk, sessions=SUMMER, valid_from=summer, by=OWNER)
    spans = [(row.valid_from, row.valid_to) for row in hours_of(street.pk)]
    assert spans == [(autumn, None), (summer, autumn), (NOW.date(), summer)]
    set_hours(street.pk, sessions=[("07:00", "12:00")], valid_from=summer, by=OWNER)
    assert hours_of(street.pk).count() == 3
    assert first_hour(street.pk, summer) == "07:00"


def test_repeating_changes_nothing(street: Area) -> None:
    for _ in range(2):
        set_hours(street.pk, sessions=SUMMER, valid_from=MONDAY, by=OWNER)
        override_day(street.pk, date=MONDAY, is_working=False, by=OWNER, name="迎春")
    assert (WorkingHours.objects.count(), DayOverride.objects.count(), Event.objects.count()) == (1, 1, 2)
    assert overrides_of(street.pk, 2026).get().name == "迎春"
    override_day(street.pk, date=MONDAY, is_working=True, by=OWNER)
    assert overrides_of(street.pk, 2026).get().is_working


def test_the_wrong_person_changes_nothing(street: Area) -> None:
    for area_id in (street.pk, None):
        with pytest.raises(NotAllowed):
            set_hours(area_id, sessions=SUMMER, valid_from=MONDAY, by=STRANGER)
        with pytest.raises(NotAllowed):
            override_day(area_id, date=MONDAY, is_working=False, by=STRANGER)
        with pytest.raises(NotAllowed):
            restore_day(area_id, date=MONDAY, by=STRANGER)
    with pytest.raises(NotFound):
        set_hours(-1, sessions=SUMMER, valid_from=MONDAY, by=OWNER)
    assert not Event.objects.exists()


def test_the_past_is_not_rewritten_but_may_be_imported(street: Area) -> None:
    with pytest.raises(BadInput, match="valid_from"):
        set_hours(street.pk, sessions=SUMMER, valid_from=date(2026, 3, 1), by=OWNER)
    set_hours(street.pk, sessions=SUMMER, valid_from=date(2020, 1, 1), by=System("import"))
    assert first_hour(street.pk, date(2020, 1, 2)) == "07:30"


def test_a_year_counts_as_decreed_once_its_days_are_entered() -> None:
    with clock.frozen(datetime(2041, 5, 1, tzinfo=UTC)):
        assert years_without_decree() == [2041, 2042]
        for day in range(1, 8):
            override_day(None, date=date(2041, 10, day), is_working=False, by=OWNER)
        assert years_without_decree() == [2042]
        assert not calendar_for(None).is_provisional(date(2041, 6, 3))
