"""The figures behind the pages, worked out by hand."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.cases.actions.accept import accept
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle, solve
from mulin.cases.actions.hotline import call_back, link_order
from mulin.cases.actions.merge import merge, unmerge
from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case, Group
from mulin.catalogue.kinds import Door, Link
from mulin.insight.kinds import Measure
from mulin.insight.queries import (
    day_series,
    hotline_rates,
    known_before,
    late_queues,
    link_times,
    repeats,
    settled_by_rank,
)
from mulin.insight.rules import SMALL_CELL, hidden_cells
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from tests.field.conftest import Browser
from tests.screen.conftest import Reported
from tests.support.chinese import assert_no_english
from tests.support.world import World


@pytest.fixture
def closed(world: World, reported: Reported, now: Frozen) -> Callable[[], Case]:
    """A case that went the whole way, the handling taking two hours."""
    desk = world.post("community_dispatcher", world.community)
    plumber = world.post("department_worker", world.district, world.water)
    checker = world.post("grid_head", world.grid)

    def made() -> Case:
        case = file(reported(world.micro), by=desk)
        case = dispatch(case, by=desk, organisation=world.water, reason="")
        case = accept(case, by=plumber)
        now.tick(timedelta(hours=2))
        case = handle(case, by=plumber, result="修好了")
        case = check(case, by=checker, passed=True)
        return close(case, by=desk, reply="已修好")

    return made


def test_links_are_told_by_median_and_nine_of_ten(
    world: World, closed: Callable[[], Case], now: Frozen
) -> None:
    since = clock.now() - timedelta(days=1)
    closed()
    closed()
    times = {one.link: one for one in link_times(world.street, since)}
    assert times[Link.HANDLE].count == 2
    assert times[Link.HANDLE].median == times[Link.HANDLE].p90 == timedelta(hours=2)
    assert times[Link.HANDLE].overran == 0
    assert link_times(world.street, clock.now() + timedelta(days=1)) == []


def test_what_never_rose_is_settled_below(
    world: World, closed: Callable[[], Case], reported: Reported
) -> None:
    since = clock.now() - timedelta(days=1)
    closed()
    Case.objects.filter(pk=closed().pk).update(rank=world.community.rank)
    reported(world.micro)
    assert settled_by_rank(world.street, since) == {0: 1, world.community.rank: 1}


def test_the_three_rates_leave_out_who_was_not_reached(
    as_: Browser, world: World, leader: Actor, closed: Callable[[], Case], now: Frozen
) -> None:
    clerk = world.post("hotline_callback", world.district)
    cases = [closed() for _number in range(3)]
    call_back(cases[0], by=clerk, reached=True, contacted=True, solved=True, satisfaction="very")
    call_back(cases[1], by=clerk, reached=True, contacted=True, solved=False, satisfaction="unsatisfied")
    call_back(cases[2], by=clerk, reached=False)
    rates = hotline_rates(world.street, clock.now() - timedelta(days=1))
    assert (rates.called, rates.asked, rates.excluded) == (3, 2, 1)
    assert (rates.share(rates.contacted), rates.share(rates.solved), rates.share(rates.satisfied)) == (
        1,
        0.5,
        0.5,
    )
    page = as_(leader).get("/screen/answers/").content.decode()
    assert "100.0%" in page
    assert "50.0%" in page
    assert "不足五份" in page
    assert_no_english(page)


def test_orders_known_before_are_counted(world: World, reported: Reported, now: Frozen) -> None:
    desk = world.post("community_dispatcher", world.community)
    early, late = reported(world.micro), reported(world.micro)
    link_order(late, order_no="BJ1", by=desk, received_at=clock.now())
    now.tick(timedelta(hours=1))
    link_order(early, order_no="BJ2", by=desk)
    assert known_before(world.street, clock.now() - timedelta(days=1)) == (1, 2)


def test_an_order_merged_with_an_earlier_report_was_known_before(
    world: World, reported: Reported, now: Frozen
) -> None:
    desk, clerk = (
        world.post("community_dispatcher", world.community),
        world.post("hotline_clerk", world.district),
    )
    since = clock.now() - timedelta(days=1)
    early = reported(world.micro)
    now.tick(timedelta(hours=1))
    called, _new = report(
        by=clerk, door=Door.HOTLINE, text="市民来电反映路灯不亮", place=Place(area=world.micro)
    )
    now.tick(timedelta(seconds=1))
    link_order(called, order_no="BJ3", by=clerk)
    assert known_before(world.street, since) == (0, 1)
    merged = merge(called, into=early, by=desk)
    assert known_before(world.street, since) == (1, 1)
    unmerge(merged, by=desk)
    assert known_before(world.street, since) == (0, 1)


def test_queues_are_of_organisations(world: World, reported: Reported, now: Frozen) -> None:
    desk = world.post("community_dispatcher", world.community)
    case = file(reported(world.micro), by=desk)
    dispatch(case, by=desk, organisation=world.water, reason="")
    reported(world.micro)
    assert late_queues(world.street) == ([], False)
    now.tick(timedelta(days=30))
    queues, more = late_queues(world.street)
    assert {queue.organisation: queue.late for queue in queues} == {world.water: 1, None: 1}
    assert not more


def test_groups_with_something_confidential_are_left_out(world: World, reported: Reported) -> None:
    shown, kept = (Group.objects.create(title=title, size=2) for title in ("车位", "纠纷"))
    for group in (shown, kept):
        for _number in range(2):
            Case.objects.filter(pk=reported(world.micro).pk).update(group=group)
    Case.objects.filter(pk__in=Case.objects.filter(group=kept).values("pk")[:1]).update(
        secrecy="confidential"
    )
    assert repeats(world.street) == [shown]


def test_repeats_are_narrowed_by_words(
    world: World, reported: Reported, leader: Actor, as_: Callable[[Actor], Browser]
) -> None:
    for title, words in (("车位绑定", ["房子", "五千"]), ("电线落地", [])):
        group = Group.objects.create(title=title, size=2, words=words)
        Case.objects.filter(pk=reported(world.micro).pk).update(group=group)
    assert [group.title for group in repeats(world.street, words="五千")] == ["车位绑定"]
    page = as_(leader).get("/screen/repeats/?words=电线&days=7").content.decode()
    assert "电线落地" in page and "车位绑定" not in page
    assert "没有找到" in as_(leader).get("/screen/repeats/?words=无此事").content.decode()


def test_days_without_anything_are_nought(
    world: World, reported: Reported, draw: Callable[[], None], now: Frozen
) -> None:
    reported(world.micro)
    now.tick(timedelta(days=2))
    solve(reported(world.micro), by=world.post("grid_worker", world.grid), result="好了")
    draw()
    today = clock.today()
    series = day_series(
        world.street.pk, today - timedelta(days=3), today, (Measure.REPORTED, Measure.ON_THE_SPOT)
    )
    assert series == {"reported": [0, 1, 0, 1], "on_the_spot": [0, 0, 0, 1]}


@given(
    st.dictionaries(st.integers(1, 30), st.integers(0, 12), max_size=12),
    st.sets(st.integers(1, 30), max_size=12),
)
def test_a_hidden_cell_is_never_alone(counts: Mapping[int, int], delicate: set[int]) -> None:
    hidden = hidden_cells(counts, delicate)
    assert {key for key in delicate if 0 < counts.get(key, 0) < SMALL_CELL} <= hidden
    filled = [key for key, number in counts.items() if number]
    assert len(hidden) != 1 or len(filled) == 1
