"""Readings out of a supplier's file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.actions.take_readings import Given, take_readings
from mulin.lib.batches import batches
from mulin.lib.clock import LOCAL
from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake
from mulin.lib.tables import Column, Row, read
from mulin.people.models import Organisation

COLUMNS = [
    Column("meter", "number of the meter", needed=True, example="S20260001"),
    Column("at", "moment, local time unless a zone is written", needed=True, example="2026-03-02 08:00"),
    Column("total", "the register's total, litres or kWh", needed=True, example="10234.5"),
]
AT_ONCE = 5_000


def take_file(
    path: Path, *, dry_run: bool, keep_good: bool, progress: Callable[[int], None], supplier: str
) -> Intake:
    """Rows of meters that are not watched here are left out and counted; the same file again adds nothing."""
    organisation = Organisation.objects.filter(code=supplier).first()
    if organisation is None:
        raise BadInput(
            fields={"supplier": _("There is no organisation with the code %(code)s.") % {"code": supplier}}
        )
    report = Intake()
    good: list[Given] = []
    for row in read(path, [column.name for column in COLUMNS]):
        try:
            good.append(_given(row))
        except BadInput as refusal:
            report.refuse(row.number, refusal)
    if report.refused and not keep_good:
        return report
    left = 0
    with transaction.atomic():
        for batch in batches(good, AT_ONCE):
            taken = take_readings(batch, organisation_ids=[organisation.pk])
            report.count(Fate.MADE, taken.stored)
            report.count(Fate.SAME, taken.repeated)
            left += taken.unknown + taken.early + taken.ahead
            progress(report.counts[Fate.MADE] + report.counts[Fate.SAME] + left)
        transaction.set_rollback(dry_run)
    report.notes["left out: not watched here, or outside the time"] = left
    report.saved = not dry_run
    return report


def _given(row: Row) -> Given:
    try:
        at = datetime.fromisoformat(row["at"])
    except ValueError as error:
        raise BadInput(fields={"at": _("Write the moment as 2026-03-02 08:00.")}) from error
    try:
        total = float(row["total"])
    except ValueError as error:
        raise BadInput(fields={"total": _("This is no number.")}) from error
    if not 0 <= total < 1e12 or not row["meter"]:
        raise BadInput(fields={"total": _("This is no number.")})
    return Given(row["meter"], at if at.tzinfo else at.replace(tzinfo=LOCAL), total)
