"""A campaign ends: every target that is still open becomes a case, so that nobody is dropped."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulin.campaigns.access import runs
from mulin.campaigns.kinds import OPEN, CampaignState, Move, TargetState
from mulin.campaigns.models import Campaign, Step, Target
from mulin.campaigns.rules import moved
from mulin.cases.actions.report import Place, report
from mulin.catalogue.kinds import Door
from mulin.lib import clock
from mulin.lib.errors import Conflict, NotAllowed, NotFound
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.trail.record import record


@transaction.atomic
def end(campaign: Campaign, *, expected: int | None = None, by: Actor) -> Campaign:
    """Ended, with a case for each open target, all or nothing; again changes nothing.

    `expected`: how many the person was told would become cases; another number is told first.
    """
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("kind").filter(pk=campaign.pk)
    found = locked.first()
    if found is None:
        raise NotFound
    if not runs(by, found):
        raise NotAllowed
    if found.state == CampaignState.ENDED:
        return found
    acting = require(by, Duty.CAMPAIGN_RUN, found.lineage())
    targets = Target.objects.select_for_update(of=("self",)).select_related("area", "household__entrance")
    left = list(targets.filter(campaign=found, state__in=sorted(OPEN)).order_by("number"))
    if expected is not None and expected != len(left):
        raise Conflict(
            _("Meanwhile %(count)d targets are open; look again before ending.") % {"count": len(left)}
        )
    for target in left:
        _carry(found, target, acting)
    found.state, found.ended_at = CampaignState.ENDED, clock.now()
    found.save(update_fields=["state", "ended_at"])
    record("campaign.ended", found, by=acting, fields={"carried": len(left)})
    return found


def _carry(campaign: Campaign, target: Target, by: Actor) -> None:
    """A case that names the campaign and the place; what the parties said stays where it is."""
    steps = Step.objects.filter(target=target, done_at=None, dropped_at=None).count()
    spoken = target.label if target.household_id is None else target.address or campaign.name
    with override(settings.LANGUAGE_CODE):
        state = TargetState(target.state).label
        text = _(
            "The campaign “%(campaign)s” has ended and this target is still open (%(state)s, %(steps)d agreed "
            "steps open). Please see it through."
        ) % {"campaign": campaign.name, "state": state, "steps": steps}
    case, _new = report(
        by=by,
        door=Door.PATROL,
        title=f"{campaign.name}：{spoken}"[:120],
        text=text,
        kind=campaign.kind,
        place=Place(
            lng=target.lng,
            lat=target.lat,
            address=target.address or target.label,
            area=target.area,
            compound_id=target.compound_id,
            building_id=target.building_id,
            entrance_id=target.household.entrance_id if target.household else None,
            household_id=target.household_id,
        ),
        source_ref=f"target:{target.pk}",
    )
    moved(Move.CARRY, target.state)
    target.case_id, target.next_on, target.changed_at = case.pk, None, clock.now()
    facts = {"was": target.state, "now": target.state, "case": str(case.pk)}
    record(f"target.{Move.CARRY}", target, by=by, fields=facts, quiet=True)
    target.save(update_fields=["case_id", "next_on", "changed_at", "version", "head"])
