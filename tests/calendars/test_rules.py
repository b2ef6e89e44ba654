"""Which days are worked: the decree, own rows first, and the guess for years without one."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.calendars.rules import (
    DEFAULT_SPANS,
    AreaCalendar,
    Hours,
    is_decreed_workday,
    parse_sessions,
    provisional_years,
    session_texts,
)
from mulin.lib.clock import LOCAL
from mulin.lib.errors import BadInput
from mulin.lib.worktime import Unit, add
from tests.shared_data import shared

DECREE = Path(__file__).with_name("decree_2026.csv")
DAY = timedelta(days=1)


def decreed() -> dict[date, bool]:
    """The State Council's notice for 2026 as written: every day it names."""
    days: dict[date, bool] = {}
    with DECREE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
            while day <= last:
                days[day] = row["worked"] == "1"
                day += DAY
    return days


def listed() -> dict[date, bool]:
    """Days to check: the shared table of seven years where it is at hand, the decree of 2026 always."""
    found = decreed()
    table = shared("cn_workdays", "cn_workdays_2020_2026.csv")
    if table:
        with table.open(encoding="utf-8") as file:
            found |= {
                date.fromisoformat(row["date"]): row["is_workday"] == "1" for row in csv.DictReader(file)
            }
    return found


def test_the_decree_is_followed_day_by_day() -> None:
    calendar = AreaCalendar()
    assert {day: calendar.is_working_day(day) for day in listed()} == listed()


def test_days_that_the_decree_leaves_alone_are_monday_to_friday() -> None:
    named, day = decreed(), date(2026, 1, 1)
    while day.year == 2026:
        assert is_decreed_workday(day) == named.get(day, day.weekday() < 5)
        day += DAY


def test_a_year_without_decree_is_monday_to_friday_and_says_so() -> None:
    calendar = AreaCalendar()
    day = date(2041, 6, 3)
    assert calendar.is_working_day(day)
    assert calendar.is_provisional(day)
    assert not calendar.is_provisional(date(2026, 6, 3))
    assert not calendar.is_working_day(date(2041, 6, 1))


def test_missing_years_are_told_until_somebody_enters_them() -> None:
    assert provisional_years(date(2040, 11, 22)) == [2040, 2041]
    assert provisional_years(date(2040, 11, 22), frozenset({2040, 2041})) == []
    assert provisional_years(date(2025, 1, 1)) == []


def test_own_rows_come_before_the_decree_and_near_ones_before_far_ones() -> None:
    monday, festival = date(2026, 3, 2), date(2026, 2, 17)
    far = {monday: False, festival: True}
    assert AreaCalendar(overrides=[far]).sessions(monday) == ()
    assert len(AreaCalendar(overrides=[far]).sessions(festival)) == 2
    assert len(AreaCalendar(overrides=[{monday: True}, far]).sessions(monday)) == 2


def test_hours_change_with_the_season() -> None:
    summer = Hours(
        date(2026, 6, 1), date(2026, 9, 1), parse_sessions([("07:30", "11:30"), ("15:00", "19:00")])
    )
    calendar = AreaCalendar(hours=[[summer]])
    assert calendar.sessions(date(2026, 6, 1))[0][0] == datetime(2026, 6, 1, 7, 30, tzinfo=LOCAL)
    assert calendar.sessions(date(2026, 9, 1))[0][0] == datetime(2026, 9, 1, 8, 0, tzinfo=LOCAL)
    assert calendar.sessions(date(2026, 5, 29))[0][0] == datetime(2026, 5, 29, 8, 0, tzinfo=LOCAL)


def test_a_station_open_day_and_night_works_on_holidays() -> None:
    always = Hours(date.min, None, parse_sessions([("00:00", "24:00")]), every_day=True)
    calendar = AreaCalendar(hours=[[always]])
    start = datetime(2026, 2, 16, 23, 0, tzinfo=LOCAL)
    assert add(start, 3, Unit.WORK_HOUR, calendar) == start + timedelta(hours=3)


def test_a_night_session_gives_way_to_nothing_twice() -> None:
    night = Hours(date(2026, 3, 2), date(2026, 3, 3), parse_sessions([("22:00", "09:00")]))
    calendar = AreaCalendar(hours=[[night]])
    assert calendar.sessions(date(2026, 3, 2))[0][1] == datetime(2026, 3, 3, 9, 0, tzinfo=LOCAL)
    assert calendar.sessions(date(2026, 3, 3))[0][0] == datetime(2026, 3, 3, 9, 0, tzinfo=LOCAL)


@pytest.mark.parametrize(
    "sessions",
    [
        [],
        [("08:00",)],
        ["08:00"],
        [("08:00", "12:00"), ("11:00", "13:00")],
        [("8", "12:00")],
        [("08:00", "25:00")],
        [("08:61", "12:00")],
        [("24:00", "12:00")],
        [("08:00", "12:00"), ("20:00", "09:00")],
        [("٨:00", "x:00")],
        [("08:00", "09:00")] * 7,
    ],
)
def test_wrong_sessions_are_refused(sessions: list[tuple[str, str]]) -> None:
    with pytest.raises(BadInput) as caught:
        parse_sessions(sessions)
    assert "sessions" in caught.value.fields


def test_sessions_read_back_as_written() -> None:
    for texts in ([["08:00", "12:00"], ["14:00", "18:00"]], [["20:00", "06:00"]], [["00:00", "24:00"]]):
        assert session_texts(parse_sessions(texts)) == texts
    assert parse_sessions([["08:00", "12:00"], ["14:00", "18:00"]]) == DEFAULT_SPANS


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_sessions_are_apart_and_in_order(day: date) -> None:
    night = Hours(date.min, None, parse_sessions([("09:00", "12:00"), ("18:00", "08:30")]))
    for calendar in (AreaCalendar(), AreaCalendar(hours=[[night]])):
        ends = [
            moment for n in range(3) for session in calendar.sessions(day + n * DAY) for moment in session
        ]
        assert ends == sorted(ends)
