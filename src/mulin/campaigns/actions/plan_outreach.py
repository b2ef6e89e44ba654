"""A publicity or service week is planned, changed or called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.kinds import OutreachKind, OutreachState, Theme
from mulin.campaigns.models import Outreach, Partaker
from mulin.campaigns.rules import clean, in_order
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Organisation, Post
from mulin.places.models import Area
from mulin.trail.record import record


@dataclass(frozen=True)
class Plan:
    """What is known beforehand."""

    kind: str
    theme: str
    title: str
    begins: date
    ends: date
    places: str = ""
    about: str = ""
    organisations: Sequence[Organisation] = ()
    posts: Sequence[Post] = ()

    def checked(self) -> dict[str, Any]:
        """The fields as they are kept; BadInput names the wrong one."""
        if self.kind not in OutreachKind.values:
            raise BadInput(fields={"kind": _("Choose publicity or a service week.")})
        if self.theme not in Theme.values:
            raise BadInput(fields={"theme": _("Choose a theme.")})
        in_order(self.begins, self.ends)
        return {
            "kind": self.kind,
            "theme": self.theme,
            "title": clean(self.title, "title", required=True, longest=80),
            "begins": self.begins,
            "ends": self.ends,
            "places": clean(self.places, "places", required=True, longest=400),
            "about": clean(self.about, "about", longest=1000),
        }


@transaction.atomic
def plan_outreach(plan: Plan, *, area: Area, id: UUID | None = None, by: Actor) -> Outreach:
    """The week; the same id again is the same week."""
    acting = require(by, Duty.OUTREACH_HOLD, area.lineage())
    if id and (known := Outreach.objects.filter(pk=id).first()):
        if known.post_id != acting.post_id:
            raise NotFound
        return known
    made = Outreach(
        id=id or uuid7(), area=area, post_id=acting.post_id, made_at=clock.now(), **plan.checked()
    )
    made.take_lineage(area)
    made.save(force_insert=True)
    _invite(made, plan)
    facts = {"area": area.pk, "theme": plan.theme, "begins": plan.begins.isoformat()}
    record("outreach.planned", made, by=acting, fields=facts)
    return made


@transaction.atomic
def change_outreach(outreach: Outreach, plan: Plan, *, by: Actor) -> Outreach:
    """Another plan; the same again changes nothing."""
    acting = require(by, Duty.OUTREACH_HOLD, outreach.lineage())
    outreach = Outreach.objects.select_for_update().get(pk=outreach.pk)
    if outreach.state == OutreachState.CANCELLED:
        raise WrongState(_("It was called off."))
    wanted = plan.checked()
    changed = [name for name, value in wanted.items() if getattr(outreach, name) != value]
    invited = _invite(outreach, plan)
    if not changed and not invited:
        return outreach
    for name in changed:
        setattr(outreach, name, wanted[name])
    outreach.save(update_fields=changed)
    record("outreach.changed", outreach, by=acting, fields={"fields": changed, "partakers": invited})
    return outreach


@transaction.atomic
def cancel_outreach(outreach: Outreach, *, by: Actor) -> Outreach:
    """Called off before it was held; again changes nothing."""
    acting = require(by, Duty.OUTREACH_HOLD, outreach.lineage())
    outreach = Outreach.objects.select_for_update().get(pk=outreach.pk)
    if outreach.state == OutreachState.CANCELLED:
        return outreach
    if outreach.state == OutreachState.HELD:
        raise WrongState(_("It was held already."))
    outreach.state, outreach.published_at = OutreachState.CANCELLED, None
    outreach.save(update_fields=["state", "published_at"])
    record("outreach.cancelled", outreach, by=acting)
    return outreach


def _invite(outreach: Outreach, plan: Plan) -> bool:
    """Exactly these take part; whether that is news."""
    wanted: set[tuple[int | None, int | None]] = {(one.pk, None) for one in plan.organisations}
    wanted |= {(None, one.pk) for one in plan.posts}
    present: set[tuple[int | None, int | None]] = set(
        Partaker.objects.filter(outreach=outreach).values_list("organisation_id", "post_id")
    )
    if wanted == present:
        return False
    Partaker.objects.filter(outreach=outreach).delete()
    Partaker.objects.bulk_create(
        Partaker(outreach=outreach, organisation_id=organisation, post_id=post)
        for organisation, post in sorted(wanted, key=str)
    )
    return True
