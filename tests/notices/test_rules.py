"""Quiet hours and digests."""

from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mulin.lib.clock import LOCAL
from mulin.notices.rules import digest, not_before

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda m: m.replace(tzinfo=LOCAL))


@given(MOMENTS)
def test_urgent_messages_leave_at_once(now: datetime) -> None:
    assert not_before(now, urgent=True, quiet_from=None, quiet_to=None) == now


@given(MOMENTS)
def test_nothing_ordinary_leaves_in_the_quiet_hours(now: datetime) -> None:
    leave = not_before(now, urgent=False, quiet_from=None, quiet_to=None).astimezone(LOCAL)
    assert time(7, 30) <= leave.time() < time(21, 30)
    assert now < leave <= now + timedelta(hours=11)


def test_quiet_hours_within_a_day() -> None:
    noon = datetime(2026, 3, 2, 12, 30, tzinfo=LOCAL)
    leave = not_before(noon, urgent=False, quiet_from=time(12), quiet_to=time(14))
    assert leave == datetime(2026, 3, 2, 14, 0, tzinfo=LOCAL)


def test_one_line_stays_itself_and_several_become_one_text() -> None:
    assert digest(["甲"], "标题") == "甲"
    assert digest(["甲", "乙"], "标题").splitlines() == ["标题", "· 甲", "· 乙"]
    assert len(digest([str(n) for n in range(50)], "标题").splitlines()) == 12
