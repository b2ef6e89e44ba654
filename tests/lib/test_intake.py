"""An import is all or nothing unless asked otherwise."""

import pytest
from django.contrib.contenttypes.models import ContentType

from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, take_in
from mulin.lib.tables import Row

ROWS = [Row(2, {"model": "one"}), Row(3, {"model": ""}), Row(4, {"model": "two"})]


def one(row: Row) -> Fate:
    ContentType.objects.create(app_label="intake", model=row["model"] or "half-done")
    if not row["model"]:
        raise BadInput(fields={"model": "Name it."})
    return Fate.MADE


def saved() -> list[str]:
    return sorted(ContentType.objects.filter(app_label="intake").values_list("model", flat=True))


@pytest.mark.django_db
def test_one_bad_row_undoes_all() -> None:
    report = take_in(ROWS, one)
    assert (report.saved, report.refused, saved()) == (False, 1, [])
    assert [(problem.row, problem.field) for problem in report.problems] == [(3, "model")]


@pytest.mark.django_db
def test_the_good_rows_are_kept_when_asked() -> None:
    report = take_in(ROWS, one, keep_good=True)
    assert report.saved
    assert saved() == ["one", "two"]


@pytest.mark.django_db
def test_a_dry_run_saves_nothing() -> None:
    report = take_in(ROWS[:1], one, dry_run=True)
    assert (report.saved, report.counts[Fate.MADE], saved()) == (False, 1, [])
