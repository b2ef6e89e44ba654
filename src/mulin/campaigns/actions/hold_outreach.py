"""What a week brought is noted, and shown to residents where wished."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.kinds import Count, OutreachState
from mulin.campaigns.models import Outreach, Tally
from mulin.campaigns.rules import clean
from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.trail.record import record

MOST_LINES, MOST = 20, 1_000_000
Line = tuple[str, str, int]


@transaction.atomic
def hold(outreach: Outreach, *, lines: Sequence[Line], summary: str = "", by: Actor) -> Outreach:
    """Held: what was given out and how many were served, as (count, what, number); the same again changes nothing."""
    acting = require(by, Duty.OUTREACH_HOLD, outreach.lineage())
    outreach = Outreach.objects.select_for_update().get(pk=outreach.pk)
    if outreach.state == OutreachState.CANCELLED:
        raise WrongState(_("It was called off."))
    if outreach.begins > clock.today():
        raise WrongState(_("It has not begun yet."))
    wanted = _checked(lines)
    said = clean(summary, "summary", longest=2000)
    present = {(one.count, one.what): one.number for one in outreach.tallies.all()}
    if (present, outreach.summary, outreach.state) == (wanted, said, OutreachState.HELD):
        return outreach
    outreach.tallies.all().delete()
    Tally.objects.bulk_create(
        Tally(outreach=outreach, count=count, what=what, number=number)
        for (count, what), number in wanted.items()
    )
    outreach.state, outreach.summary = OutreachState.HELD, said
    outreach.held_at = outreach.held_at or clock.now()
    outreach.save(update_fields=["state", "summary", "held_at"])
    sums = {
        count.value: sum(number for (kind, _what), number in wanted.items() if kind == count)
        for count in Count
    }
    record("outreach.held", outreach, by=acting, fields=sums)
    return outreach


def _checked(lines: Sequence[Line]) -> dict[tuple[str, str], int]:
    if len(lines) > MOST_LINES:
        raise BadInput(fields={"lines": _("At most %(most)d lines.") % {"most": MOST_LINES}})
    found: dict[tuple[str, str], int] = {}
    for count, what, number in lines:
        if count not in Count.values:
            raise BadInput(fields={"lines": _("Choose what is counted.")})
        if not 0 <= number <= MOST:
            raise BadInput(fields={"lines": _("Enter a whole number from 0 to %(most)d.") % {"most": MOST}})
        key = (count, clean(what, "lines", required=True, longest=60))
        found[key] = found.get(key, 0) + number
    return found


@transaction.atomic
def publish(outreach: Outreach, *, by: Actor) -> Outreach:
    """Residents may read it, planned or held; again changes nothing."""
    acting = require(by, Duty.OUTREACH_HOLD, outreach.lineage())
    outreach = Outreach.objects.select_for_update().get(pk=outreach.pk)
    if outreach.state == OutreachState.CANCELLED:
        raise WrongState(_("It was called off."))
    if outreach.published_at is None:
        outreach.published_at = clock.now()
        outreach.save(update_fields=["published_at"])
        record("outreach.published", outreach, by=acting)
    return outreach


@transaction.atomic
def withdraw(outreach: Outreach, *, by: Actor) -> Outreach:
    """Residents no longer read it; again changes nothing."""
    acting = require(by, Duty.OUTREACH_HOLD, outreach.lineage())
    outreach = Outreach.objects.select_for_update().get(pk=outreach.pk)
    if outreach.published_at is not None:
        outreach.published_at = None
        outreach.save(update_fields=["published_at"])
        record("outreach.withdrawn", outreach, by=acting)
    return outreach
