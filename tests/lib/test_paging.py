"""Every row is met once, forth and back, whatever the size of pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib import paging
from mulin.lib.errors import BadInput
from mulin.lib.paging import page
from mulin.trail.models import Event

ORDER = ("app_label", "-id")


@pytest.fixture
def rows(db: None) -> list[ContentType]:
    ContentType.objects.all().delete()
    made = [ContentType(app_label=f"app{n % 3}", model=f"model{n}") for n in range(23)]
    ContentType.objects.bulk_create(made)
    return list(ContentType.objects.order_by(*ORDER))


@pytest.mark.parametrize("size", [1, 2, 5, 22, 23, 24])
def test_forth_and_back_meets_every_row_once(rows: list[ContentType], size: int) -> None:
    met, cursor, pages = [], None, 0
    while True:
        one = page(ContentType.objects.all(), cursor, size, ORDER)
        met += one.items
        pages += 1
        if not one.next_cursor:
            break
        cursor = one.next_cursor
    assert met == rows
    back = list(one.items)
    while one.prev_cursor:
        one = page(ContentType.objects.all(), one.prev_cursor, size, ORDER)
        back = [*one.items, *back]
        assert one.next_cursor
    assert back == rows
    assert pages == -(-23 // size)


def test_the_first_page_has_no_way_back(rows: list[ContentType]) -> None:
    assert page(ContentType.objects.all(), None, 5, ORDER).prev_cursor == ""
    assert page(ContentType.objects.none(), None, 5, ORDER) == paging.Page([])


def test_one_statement_and_no_count(rows: list[ContentType]) -> None:
    first = page(ContentType.objects.all(), None, 5, ORDER)
    with CaptureQueriesContext(connection) as seen:
        page(ContentType.objects.all(), first.next_cursor, 5, ORDER)
    assert len(seen) == 1
    assert "COUNT" not in seen[0]["sql"]
    assert "LIMIT 6" in seen[0]["sql"]


def test_a_row_that_comes_meanwhile_shifts_nothing(rows: list[ContentType]) -> None:
    first = page(ContentType.objects.all(), None, 5, ORDER)
    ContentType.objects.create(app_label="app0", model="new")
    second = page(ContentType.objects.all(), first.next_cursor, 5, ORDER)
    assert second.items == rows[5:10]


@pytest.mark.parametrize("cursor", ["x", "WzBd:abc", "\x00", "é", "a" * 10_000])
def test_a_made_up_cursor_is_refused(rows: list[ContentType], cursor: str) -> None:
    with pytest.raises(BadInput, match="cursor"):
        page(ContentType.objects.all(), cursor, 5, ORDER)


def test_a_cursor_is_good_for_its_order_only(rows: list[ContentType]) -> None:
    cursor = page(ContentType.objects.all(), None, 5, ORDER).next_cursor
    with pytest.raises(BadInput):
        page(ContentType.objects.all(), cursor, 5, ("id",))
    with pytest.raises(BadInput):
        page(ContentType.objects.all(), cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), 5, ORDER)


def test_rows_as_mappings_page_too(rows: list[ContentType]) -> None:
    values = ContentType.objects.values("id", "app_label")
    first = page(values, None, 5, ORDER)
    assert page(values, first.next_cursor, 5, ORDER).items[0]["id"] == rows[5].pk


def test_a_null_key_is_a_mistake_of_ours(db: None) -> None:
    Event.objects.bulk_create(
        [Event(at=datetime.now(UTC), verb="a.b", subject_kind="x", subject_id=str(n)) for n in range(2)]
    )
    with pytest.raises(TypeError, match="captured_at"):
        page(Event.objects.all(), None, 1, ("captured_at", "id"))


@given(
    st.one_of(
        st.datetimes(timezones=st.just(UTC)),
        st.dates(),
        st.uuids(),
        st.integers(),
        st.decimals(allow_nan=False),
        st.floats(allow_nan=False),
        st.booleans(),
        st.text(st.characters(codec="utf-8")),
    )
)
def test_every_kind_of_key_survives_the_cursor(key: object) -> None:
    cursor = paging._closed(("key",), {"key": key}, back=True)
    assert paging._opened(cursor, ("key",)) == (True, [key])


def test_equal_moments_are_told_apart_by_id(db: None) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    Event.objects.bulk_create(
        [
            Event(at=at + timedelta(seconds=n // 4), verb="a.b", subject_kind="x", subject_id=str(n))
            for n in range(12)
        ]
    )
    order, met, cursor = ("-at", "-id"), [], None
    while cursor != "":
        one = page(Event.objects.all(), cursor, 5, order)
        met += [event.pk for event in one.items]
        cursor = one.next_cursor
    assert met == list(Event.objects.order_by(*order).values_list("pk", flat=True))
