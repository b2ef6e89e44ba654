"""Say who leads and who assists for a kind, a class or a whole scheme, in an area and below."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.models import DutyRow, Kind, Scheme
from mulin.catalogue.rules.codes import key_of
from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict
from mulin.people.access import Actor
from mulin.people.models import Organisation, Post, Role
from mulin.places.models import Area
from mulin.trail.record import record


@transaction.atomic
def set_duty(
    key: str,
    area: Area,
    *,
    by: Actor,
    organisation: Organisation | None = None,
    post: Post | None = None,
    role: Role | None = None,
    assist: Iterable[Organisation] = (),
    from_date: date | None = None,
    until: date | None = None,
    basis: str = "",
    note: str = "",
) -> DutyRow:
    """The row that stood there ends the day the new one begins; the same again changes nothing."""
    acting = manager(by, area)
    assist = list(assist)
    row = DutyRow(
        key=checked_key(key),
        area=area,
        organisation=organisation,
        post=post,
        role=role,
        valid_from=from_date or clock.today(),
        valid_to=until,
        basis=basis,
        note=note,
    )
    _guard(row, assist)
    Area.objects.select_for_update().get(pk=area.pk)
    there = _there(row, assist, dated=from_date is not None and until is not None)
    if there is not None:
        return there
    before = _make_room(row)
    row.save(force_insert=True)
    row.assist.set(assist)
    record("catalogue.duty_set", row, by=acting, fields=_told(row, assist, before))
    return row


def _guard(row: DutyRow, assist: Collection[Organisation]) -> None:
    if row.organisation_id is None and row.post_id is None and row.role_id is None:
        raise BadInput(fields={"organisation": _("Name an organisation, a post or a role.")})
    if row.organisation_id is not None and any(one.pk == row.organisation_id for one in assist):
        raise BadInput(fields={"assist": _("Who leads cannot assist as well.")})


def _told(row: DutyRow, assist: Collection[Organisation], before: DutyRow | None) -> dict[str, object]:
    """What the trail keeps of it."""
    return {
        "key": row.key,
        "area": row.area_id,
        "organisation": row.organisation_id,
        "post": row.post_id,
        "role": row.role_id,
        "assist": sorted(one.pk for one in assist),
        "from": row.valid_from.isoformat(),
        "until": row.valid_to.isoformat() if row.valid_to else None,
        "replaces": before.pk if before else None,
    }


def checked_key(key: str) -> str:
    """The key of a kind, class or scheme that there is."""
    found = key_of(key)
    if found.endswith(":"):
        if Scheme.objects.filter(code=found[:-1]).exists():
            return found
    elif found and Kind.objects.filter(key=found).exists():
        return found
    raise BadInput(fields={"kind": _("There is no kind %(key)s.") % {"key": key}})


def _there(row: DutyRow, assist: Iterable[Organisation], *, dated: bool) -> DutyRow | None:
    """The row that says the same already; of rows with an end, the one with the same days."""
    rows = DutyRow.objects.filter(key=row.key, area_id=row.area_id, valid_to=row.valid_to)
    if dated:
        rows = rows.filter(valid_from=row.valid_from)
    before = rows.first()
    fields = ("organisation_id", "post_id", "role_id", "basis", "note")
    if before is None or any(getattr(before, field) != getattr(row, field) for field in fields):
        return None
    same = set(before.assist.values_list("pk", flat=True)) == {one.pk for one in assist}
    return before if same else None


def _make_room(row: DutyRow) -> DutyRow | None:
    """The open row, ended on the day the new one begins; rows that would overlap are refused."""
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        raise BadInput(fields={"until": _("A row ends after it begins.")})
    rows = DutyRow.objects.filter(key=row.key, area_id=row.area_id)
    later = rows.filter(valid_from__gt=row.valid_from)
    if row.valid_to is not None:
        later = later.filter(valid_from__lt=row.valid_to)
    if later.exists() or rows.filter(valid_from__lte=row.valid_from, valid_to__gt=row.valid_from).exists():
        raise Conflict(
            _("Another row for this kind and area covers some of these days."), changed=["valid_from"]
        )
    before = rows.filter(valid_to__isnull=True, valid_from__lte=row.valid_from).first()
    if before is not None:
        before.valid_to = row.valid_from
        before.save(update_fields=["valid_to"])
    return before
