"""A campaign begins over an area."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.kinds import Over
from mulin.campaigns.models import Campaign
from mulin.campaigns.rules import clean, in_order
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.places.models import Area
from mulin.trail.record import record


@transaction.atomic
def start(
    *,
    area: Area,
    name: str,
    begins: date,
    ends: date,
    aim: str = "",
    over: str = Over.OBJECTS,
    kind: Kind | None = None,
    id: UUID | None = None,
    by: Actor,
) -> Campaign:
    """The campaign; the same id again is the same campaign. `kind` is what open targets become a case of."""
    acting = require(by, Duty.CAMPAIGN_RUN, area.lineage())
    if id and (known := Campaign.objects.filter(pk=id).first()):
        if known.post_id != acting.post_id:
            raise NotFound
        return known
    in_order(begins, ends)
    if over not in Over.values:
        raise BadInput(fields={"over": _("Choose what the list is made of.")})
    if kind is not None and (not kind.selectable or (kind.doors and Door.PATROL not in kind.doors)):
        raise BadInput(fields={"kind": _("This kind of matter is not taken through this door.")})
    campaign = Campaign(
        id=id or uuid7(),
        area=area,
        name=clean(name, "name", required=True, longest=80),
        aim=clean(aim, "aim", longest=400),
        over=over,
        kind=kind,
        begins=begins,
        ends=ends,
        post_id=acting.post_id,
        started_at=clock.now(),
    )
    campaign.take_lineage(area)
    campaign.save(force_insert=True)
    facts = {"area": area.pk, "over": over, "begins": begins.isoformat(), "ends": ends.isoformat()}
    record("campaign.started", campaign, by=acting, fields=facts)
    return campaign


@transaction.atomic
def change(campaign: Campaign, *, name: str, aim: str, ends: date, by: Actor) -> Campaign:
    """Another name, aim or last day; the same again changes nothing."""
    acting = require(by, Duty.CAMPAIGN_RUN, campaign.lineage())
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    in_order(campaign.begins, ends)
    wanted = {
        "name": clean(name, "name", required=True, longest=80),
        "aim": clean(aim, "aim", longest=400),
        "ends": ends,
    }
    changed = [field for field, value in wanted.items() if getattr(campaign, field) != value]
    if changed:
        for field in changed:
            setattr(campaign, field, wanted[field])
        campaign.save(update_fields=changed)
        record("campaign.changed", campaign, by=acting, fields={"fields": changed})
    return campaign
