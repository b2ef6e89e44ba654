"""What every act on a tour or a finding begins and ends with: the lock, the trail, the chain."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotFound, WrongState
from mulin.tours.kinds import FindingState, TourState
from mulin.tours.models import Finding, Spoken, Tour
from mulin.trail.record import record


def locked(tour: Tour) -> Tour:
    """The tour as it is now; nobody else changes it meanwhile."""
    found = Tour.objects.select_for_update(of=("self",)).select_related("area").filter(pk=tour.pk).first()
    if found is None:
        raise NotFound
    return found


def in_state(tour: Tour, *states: TourState) -> None:
    """Refused in any other state, with why."""
    if tour.state in states:
        return
    raise WrongState(
        {
            TourState.PLANNED: _("Nobody has been drawn yet."),
            TourState.DRAWN: _("It has been drawn already."),
            TourState.ENDED: _("This tour has ended."),
            TourState.CANCELLED: _("This tour was called off."),
        }[TourState(tour.state)]
    )


def told(
    tour: Tour,
    verb: str,
    *fields: str,
    by: ActorLike,
    was: str | None = None,
    facts: Mapping[str, Any] | None = None,
    said: Iterable[Spoken] = (),
    quiet: bool = False,
) -> Tour:
    """Write the event of a locked tour and save what changed."""
    data = {"was": tour.state if was is None else was, "now": tour.state, **(facts or {})}
    words = [one.digest for one in said]
    record(f"tour.{verb}", tour, by=by, fields=data, words=words, quiet=quiet)
    tour.save(update_fields=["version", "head", *fields])
    return tour


def locked_finding(finding: Finding) -> Finding:
    """The finding as it is now."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("tour__area", "stop__thing", "item")
    found = rows.filter(pk=finding.pk).first()
    if found is None:
        raise NotFound
    return found


def said_of(
    finding: Finding,
    verb: str,
    *fields: str,
    by: ActorLike,
    was: str,
    facts: Mapping[str, Any] | None = None,
    said: Iterable[Spoken] = (),
) -> Finding:
    """Write the event of a locked finding and save what changed."""
    data = {"was": was, "now": FindingState(finding.state).value, **(facts or {})}
    record(f"finding.{verb}", finding, by=by, fields=data, words=[one.digest for one in said])
    finding.save(update_fields=["version", "head", *fields])
    return finding
