"""Give the duties and admissions of an area that was split, merged or replaced to those that follow it."""

from collections.abc import Iterable

from django.db import transaction

from mulin.catalogue.actions.end_duty import end_duty
from mulin.catalogue.actions.set_duty import set_duty
from mulin.catalogue.models import Admission, DutyRow
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.models import Area


@transaction.atomic
def inherit_duties(area: Area, *, successors: Iterable[Area], by: Actor) -> list[DutyRow]:
    """Open rows end here and begin there; where a successor has its own row for the kind, that one stays."""
    made = []
    heirs = list(successors)
    rows = DutyRow.objects.filter(area=area, valid_to__isnull=True).select_related(
        "organisation", "post", "role"
    )
    for row in rows.prefetch_related("assist").order_by("pk"):
        for heir in heirs:
            if DutyRow.objects.filter(key=row.key, area=heir, valid_to__isnull=True).exists():
                continue
            made.append(
                set_duty(
                    row.key,
                    heir,
                    organisation=row.organisation,
                    post=row.post,
                    role=row.role,
                    assist=row.assist.all(),
                    basis=row.basis,
                    note=row.note,
                    by=by,
                )
            )
        end_duty(row, by=by)
    _admissions(area, heirs)
    return made


def _admissions(area: Area, heirs: list[Area]) -> None:
    today = clock.today()
    for row in Admission.objects.filter(area=area).exclude(valid_to__lte=today).order_by("pk"):
        same = {"kind_key": row.kind_key, "rank": row.rank, "door": row.door, "valid_to": row.valid_to}
        for heir in heirs:
            Admission.objects.get_or_create(
                **same,
                area=heir,
                defaults={
                    "admitted": row.admitted,
                    "reason": row.reason,
                    "valid_from": today,
                    "decided_by_id": row.decided_by_id,
                },
            )
        row.valid_to = max(today, row.valid_from)
        row.save(update_fields=["valid_to"])
