"""RFC 5545 rules over the working calendar of 2026."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.calendars.rules import AreaCalendar
from mulin.lib.errors import BadInput
from mulin.lib.rhythm import checked, next_due

CALENDAR = AreaCalendar()


def moments(rule: str, holidays: str, since: date, until: date) -> list[datetime]:
    found, after = [], None
    while True:
        one = next_due(rule, since=since, at=time(9), after=after, holidays=holidays, calendar=CALENDAR)
        if one is None or one[1].date() > until:
            return found
        after = one[0]
        found.append(one[1])


def test_daily_leaves_out_the_national_days_and_works_the_made_up_ones() -> None:
    days = [m.date() for m in moments("FREQ=DAILY", "skip", date(2026, 9, 28), date(2026, 10, 12))]
    assert date(2026, 10, 1) not in days
    assert date(2026, 10, 8) in days
    assert date(2026, 10, 10) in days


def test_a_weekly_round_moves_to_the_next_working_day() -> None:
    days = [m.date() for m in moments("FREQ=WEEKLY;BYDAY=TH", "next", date(2026, 9, 24), date(2026, 10, 9))]
    assert days == [date(2026, 9, 24), date(2026, 10, 8)]


def test_a_quarter_ends_on_its_last_day() -> None:
    rule = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    days = [m.date() for m in moments(rule, "keep", date(2026, 1, 1), date(2026, 12, 31))]
    assert days == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "nonsense",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=9999",
        "A" * 300,
    ],
)
def test_what_is_no_rhythm_is_refused(rule: str) -> None:
    with pytest.raises(BadInput):
        checked(rule)


@given(
    st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=SA,SU",
            "FREQ=MONTHLY;BYMONTHDAY=1",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=WEEKLY;BYDAY=FR;COUNT=5",
        ]
    ),
    st.sampled_from(["skip", "next", "keep"]),
    st.dates(date(2025, 1, 1), date(2026, 11, 1)),
)
def test_moments_go_forward_once_a_day_and_respect_rest(rule: str, holidays: str, since: date) -> None:
    found = moments(rule, holidays, since, since + timedelta(days=60))
    days = [one.date() for one in found]
    assert days == sorted(set(days))
    if holidays != "keep":
        assert all(CALENDAR.is_working_day(day) for day in days)


@pytest.mark.parametrize("since", [date.min, date.max])
def test_at_the_ends_of_the_calendar_nothing_is_due(since: date) -> None:
    assert (
        next_due("FREQ=DAILY", since=since, at=time(9), after=None, holidays="next", calendar=CALENDAR)
        is None
    )
