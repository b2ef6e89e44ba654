"""Decide that a kind may, or may not, be sent to a rank or come by a door, in an area and below."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.actions.set_duty import checked_key
from mulin.catalogue.kinds import Concern, Door
from mulin.catalogue.models import Admission, Kind
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.trail.record import record


@transaction.atomic
def admit(
    key: str,
    *,
    by: Actor,
    reason: str,
    area: Area | None = None,
    rank: int | None = None,
    door: str = "",
    admitted: bool = True,
    until: date | None = None,
) -> Admission:
    """A lasting decision ends the one that stood, a passing one lies over it; the same again changes nothing."""
    acting = manager(by, area)
    wanted = checked_key(key)
    _check(wanted, reason, rank, door, admitted=admitted, until=until)
    where = {"kind_key": wanted, "area": area, "rank": rank, "door": door}
    today, reason = clock.today(), reason.strip()
    rows = Admission.objects.select_for_update(of=("self",)).filter(**where)
    there = rows.filter(valid_to=until).order_by("-pk").first()
    if there is not None and (there.admitted, there.reason) == (admitted, reason):
        return there
    if until is None and there is not None:
        there.valid_to = max(today, there.valid_from)
        there.save(update_fields=["valid_to"])
    row = Admission.objects.create(
        **where,
        admitted=admitted,
        reason=reason,
        valid_from=today,
        valid_to=until,
        decided_by_id=acting.post_id,
    )
    fields = {
        "key": wanted,
        "area": area.pk if area else None,
        "rank": rank,
        "door": door,
        "admitted": admitted,
        "until": until.isoformat() if until else None,
    }
    record("catalogue.admission_decided", row, by=acting, fields=fields)
    return row


def _check(key: str, reason: str, rank: int | None, door: str, *, admitted: bool, until: date | None) -> None:
    wrong = {}
    if not reason.strip() or len(reason.strip()) > 200:
        wrong["reason"] = _("Give the reason, in at most 200 characters.")
    if (rank is None) == (not door):
        wrong["rank"] = _("Decide about a rank or about a door.")
    if rank is not None and rank not in Rank.values:
        wrong["rank"] = _("There is no such rank.")
    if door and door not in Door.values:
        wrong["door"] = _("There is no such door.")
    if until is not None and until <= clock.today():
        wrong["until"] = _("Choose a day after today.")
    if admitted and door == Door.RIDER and not wrong and _about_people(key):
        wrong["door"] = _("Riders report places and things only, never people.")
    if wrong:
        raise BadInput(fields=wrong)


def _about_people(key: str) -> bool:
    kinds = Kind.objects.filter(chain__contains=[key])
    return kinds.exclude(concern__in=(Concern.PLACE, Concern.THING)).exists()
