"""Rows read by a statement written once are what the query set would have read."""

from mulin.cases.models import Case
from mulin.lib.rows import Rows
from mulin.trail.models import Event

BY_ID = Rows(Case, "WHERE id = %s")
OF_SUBJECT = Rows(Event, "WHERE subject_id = %s ORDER BY id")


def test_a_row_is_the_same_as_by_the_query_set(case: Case) -> None:
    read, usual = BY_ID.first(case.pk), Case.objects.get(pk=case.pk)
    assert read is not None
    names = [field.attname for field in Case._meta.concrete_fields]
    assert [getattr(read, name) for name in names] == [getattr(usual, name) for name in names]
    assert not read._state.adding


def test_converted_columns_come_out_as_python_values(case: Case) -> None:
    events = OF_SUBJECT.read(str(case.pk))
    assert [event.data for event in events] == [
        event.data for event in Event.objects.filter(subject_id=case.pk).order_by("pk")
    ]
    assert all(isinstance(event.data, dict) for event in events)


def test_nothing_found_is_nothing(case: Case) -> None:
    assert BY_ID.first("0191d3a4-0000-7000-8000-000000000000") is None
