"""Which limit holds."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mulin.catalogue.kinds import Link, Urgency
from mulin.catalogue.rules.ladder import Entry, ladder, wall_hours
from mulin.lib.worktime import Unit

H, D, U = Unit.WORK_HOUR, Unit.WORK_DAY, Unit.URGENT_HOUR


def entry(depth: int, link: Link, amount: int, unit: Unit, urgency: str = "") -> Entry:
    return Entry(depth, link, urgency, Decimal(amount), unit)


def test_the_deepest_row_holds() -> None:
    found = ladder([entry(0, Link.HANDLE, 5, D), entry(2, Link.HANDLE, 1, D), entry(1, Link.HANDLE, 3, D)])
    assert found[Link.HANDLE] == (1, D, 2)


def test_a_row_for_the_urgency_comes_first() -> None:
    rows = [entry(0, Link.HANDLE, 5, D), entry(0, Link.HANDLE, 24, U, Urgency.URGENT)]
    assert ladder(rows)[Link.HANDLE][:2] == (5, D)
    assert ladder(rows, Urgency.URGENT)[Link.HANDLE][:2] == (24, U)


def test_urgency_never_lengthens_what_the_kind_sets() -> None:
    rows = [entry(0, Link.HANDLE, 24, U, Urgency.URGENT), entry(2, Link.HANDLE, 2, U)]
    assert ladder(rows, Urgency.URGENT)[Link.HANDLE][:2] == (2, U)


def test_the_promise_grows_with_a_longer_handling() -> None:
    rows = [entry(0, Link.WHOLE, 7, D), entry(0, Link.CHECK, 1, D), entry(2, Link.HANDLE, 15, D)]
    assert ladder(rows)[Link.WHOLE][:2] == (16, D)


def test_a_promise_set_for_the_kind_itself_stays() -> None:
    rows = [entry(2, Link.WHOLE, 3, D), entry(1, Link.HANDLE, 15, D)]
    assert ladder(rows)[Link.WHOLE][:2] == (3, D)


entries = st.builds(
    Entry,
    st.integers(0, 4),
    st.sampled_from(list(Link)),
    st.sampled_from(["", *Urgency.values]),
    st.integers(1, 60).map(Decimal),
    st.sampled_from(list(Unit)),
)


@given(st.lists(entries, max_size=30), st.sampled_from(Urgency.values))
def test_every_link_with_a_row_has_one_of_the_rows(rows: list[Entry], urgency: str) -> None:
    found = ladder(rows, urgency)
    fitting = [row for row in rows if row.urgency in ("", urgency)]
    assert set(found) == {row.link for row in fitting}
    for link, allowance in found.items():
        if link != Link.WHOLE:
            assert any((row.amount, row.unit) == allowance[:2] for row in fitting if row.link == link)


@given(st.lists(entries, max_size=30))
def test_the_whole_promise_covers_handling_set_nearer(rows: list[Entry]) -> None:
    found = ladder(rows)
    handle, whole = found.get(Link.HANDLE), found.get(Link.WHOLE)
    if handle and whole and handle.depth > whole.depth:
        assert wall_hours(whole.amount, whole.unit) >= wall_hours(handle.amount, handle.unit)
