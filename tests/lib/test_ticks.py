"""What is ticked becomes a rule, and a rule is shown by its ticks again; what has none is shown as it is written."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.calendars.rules import AreaCalendar
from mulin.lib.rhythm import checked, next_due
from mulin.lib.rhythm_words import in_words
from mulin.lib.ticks import LAST, NTH, ONCE, WEEKDAYS, How, Ticks, rule_of, settled, ticks_of

EVERY = st.integers(1, 24)
ON = st.one_of(
    st.tuples(st.sampled_from(["", LAST, *map(str, range(1, 32))]), st.just("")),
    st.tuples(st.sampled_from(NTH), st.sampled_from(WEEKDAYS)),
)
DAYS = st.sets(st.sampled_from(WEEKDAYS)).map(lambda some: tuple(day for day in WEEKDAYS if day in some))
TICKED = st.one_of(
    st.builds(Ticks, st.just(How.DAILY), EVERY),
    st.builds(Ticks, st.just(How.WEEKLY), EVERY, DAYS),
    st.builds(lambda every, on: Ticks(How.MONTHLY, every, on=on[0], weekday=on[1]), EVERY, ON),
    st.builds(lambda month, on: Ticks(How.QUARTERLY, 1, (), month, *on), st.integers(1, 3), ON),
    st.builds(lambda month, on: Ticks(How.YEARLY, 1, (), month, *on), st.integers(1, 12), ON),
)


@given(TICKED)
def test_whatever_is_ticked_is_a_rule_and_is_shown_by_the_same_ticks(ticks: Ticks) -> None:
    rule = rule_of(ticks)
    assert checked(rule) == rule
    assert ticks_of(rule) == ticks
    assert "FREQ" not in in_words(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=FR;COUNT=5",
        "FREQ=DAILY;BYHOUR=8,18",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY",
        "FREQ=MONTHLY;BYMONTH=2,7",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYDAY=5FR",
        "nonsense",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=1XX",
    ],
)
def test_what_has_no_ticks_stays_as_it_is_written(rule: str) -> None:
    assert ticks_of(rule) == Ticks(How.OTHER, written=rule)
    assert rule_of(ticks_of(rule)) == rule
    assert in_words(rule) == rule


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ONCE, "仅一次"),
        ("FREQ=DAILY", "每天"),
        ("FREQ=DAILY;INTERVAL=7", "每7天"),
        ("FREQ=WEEKLY;BYDAY=FR,MO", "每周一、周五"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "每2周的周二"),
        ("BYMONTHDAY=1;FREQ=MONTHLY;INTERVAL=1", "每月1日"),
        ("FREQ=MONTHLY;BYDAY=1FR", "每月第一个周五"),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "每季度第3个月最后一天"),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "每年10月最后一个周日"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "每月31日"),
    ],
)
def test_people_read_it_in_words(rule: str, words: str) -> None:
    assert in_words(rule) == words


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ("FREQ=MONTHLY", date(2026, 1, 31), [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        ("FREQ=MONTHLY", date(2026, 1, 15), [date(2026, 1, 15), date(2026, 2, 15), date(2026, 3, 15)]),
        (
            "FREQ=MONTHLY;BYMONTH=2,5,8,11",
            date(2026, 5, 31),
            [date(2026, 5, 31), date(2026, 8, 31), date(2026, 11, 30)],
        ),
        (
            "FREQ=YEARLY;BYMONTH=2",
            date(2024, 2, 29),
            [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)],
        ),
    ],
)
def test_the_end_of_a_month_is_the_last_day_of_a_shorter_one(
    rule: str, first: date, expected: list[date]
) -> None:
    rule, found, after = settled(rule, first), list[date](), None
    for _each in range(3):
        one = next_due(rule, since=first, at=time(9), after=after, holidays="keep", calendar=AreaCalendar())
        assert one is not None
        after = one[0]
        found.append(one[1].date())
    assert found == expected
