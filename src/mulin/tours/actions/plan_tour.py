"""A tour is planned with its route, changed, or called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.lib.locks import hold
from mulin.lib.rhythm import checked
from mulin.lib.ticks import settled
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Organisation, Post
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.rounds.models import Checklist
from mulin.things.models import Thing
from mulin.tours.access import keeper
from mulin.tours.actions.turn import in_state, locked, told
from mulin.tours.kinds import StopKind, TourState
from mulin.tours.models import Tour, TourStop
from mulin.tours.rules import clean, commitment, whole

MOST_STOPS, MOST_GOING, MOST_DAYS = 40, 60, 90


@dataclass(frozen=True)
class StopDraft:
    """One place on the way: in words, and from a register where it stands in one."""

    name: str
    address: str = ""
    kind: str = StopKind.SHOP
    organisation: Organisation | None = None
    thing: Thing | None = None
    contact: str = ""

    def row(self, tour: Tour, order: int) -> TourStop:
        point = self.thing
        return TourStop(
            tour=tour,
            order=order,
            kind=self.kind,
            name=clean(self.name, "stops", required=True, longest=120),
            address=clean(self.address, "stops", longest=200),
            organisation=self.organisation,
            thing=self.thing,
            contact=clean(self.contact, "stops", longest=200) or None,
            lng=point.lng if point else None,
            lat=point.lat if point else None,
        )


@dataclass(frozen=True)
class TourPlan:
    """What is known beforehand."""

    title: str
    starts_at: datetime
    checklist: Checklist
    lead_post: Post
    meets_at: str = ""
    size: int = 10
    reply_days: int = 7
    rhythm: str = ""

    def checked(self) -> dict[str, Any]:
        """The fields as they are kept; BadInput names the wrong one."""
        post, day = self.lead_post, clock.local(self.starts_at).date()
        if Duty.TOUR_LEAD not in (*post.role.duties, *post.named_duties):
            raise BadInput(fields={"lead_post": _("Choose a post that may lead tours.")})
        return {
            "title": clean(self.title, "title", required=True, longest=80),
            "starts_at": self.starts_at,
            "meets_at": clean(self.meets_at, "meets_at", longest=120),
            "checklist_id": self.checklist.pk,
            "lead_post_id": self.lead_post.pk,
            "size": whole(self.size, "size", 1, MOST_GOING),
            "reply_days": whole(self.reply_days, "reply_days", 1, MOST_DAYS),
            "rhythm": settled(checked(self.rhythm, day), day) if self.rhythm else "",
        }


@transaction.atomic
def plan_tour(
    plan: TourPlan, *, area: Area, stops: Sequence[StopDraft] = (), id: UUID | None = None, by: Actor
) -> Tour:
    """The tour; the same id again is the same tour. The event already holds what the draw's seed is checked by."""
    acting = require(by, Duty.TOUR_KEEP, area.lineage())
    if id:
        # Two that come at once with one id are one tour.
        hold(id)
    if id and (known := Tour.objects.filter(pk=id).first()):
        if known.post_id != acting.post_id:
            raise NotFound
        return known
    if area.rank < Rank.COMMUNITY:
        raise BadInput(fields={"area": _("Choose a community, or a grid in it.")})
    if plan.starts_at <= clock.now():
        raise BadInput(fields={"starts_at": _("Choose a moment that is still to come.")})
    fields = plan.checked()
    since = clock.local(plan.starts_at).date() if plan.rhythm else None
    tour = Tour(id=id or uuid7(), area=area, post_id=acting.post_id, since=since, **fields)
    begin(tour, by=acting)
    return add_stops(tour, stops, by=acting) if stops else tour


def begin(tour: Tour, *, by: ActorLike) -> Tour:
    """Keep a new tour; its first event holds what the draw's seed is checked by."""
    tour.made_at = clock.now()
    tour.take_lineage(tour.area)
    tour.save(force_insert=True)
    facts = {"area": tour.area_id, "size": tour.size, "sealed": commitment(tour.seed)}
    facts |= {"follows": str(tour.follows_id)} if tour.follows_id else {}
    return told(tour, "planned", by=by, was="", facts=facts)


@transaction.atomic
def change_tour(tour: Tour, plan: TourPlan, *, by: Actor) -> Tour:
    """Another plan; how many go is fixed once they are drawn. The same again changes nothing."""
    tour = locked(tour)
    acting = keeper(by, tour)
    in_state(tour, TourState.PLANNED, TourState.DRAWN)
    wanted = plan.checked()
    changed = [name for name, value in wanted.items() if getattr(tour, name) != value]
    if "size" in changed and tour.state != TourState.PLANNED:
        raise WrongState(_("They have been drawn; how many go stands."))
    if "checklist_id" in changed and tour.stops.exclude(seen_at=None).exists():
        raise WrongState(_("A stop has been looked at already; its checklist stands."))
    if "starts_at" in changed and plan.starts_at <= clock.now():
        raise BadInput(fields={"starts_at": _("Choose a moment that is still to come.")})
    if not changed:
        return tour
    for name in changed:
        setattr(tour, name, wanted[name])
    if "rhythm" in changed:
        tour.since = clock.local(tour.starts_at).date() if tour.rhythm else None
    return told(tour, "changed", "since", *changed, by=acting, facts={"fields": changed})


@transaction.atomic
def add_stops(tour: Tour, stops: Sequence[StopDraft], *, by: Actor) -> Tour:
    """At the end of the route, in the order given; what stands on it already is passed over."""
    tour = locked(tour)
    acting = keeper(by, tour)
    in_state(tour, TourState.PLANNED, TourState.DRAWN)
    known = {(stop.name, stop.address) for stop in tour.stops.all()}
    order = max(tour.stops.values_list("order", flat=True), default=0)
    rows: list[TourStop] = []
    for draft in stops:
        if draft.kind not in StopKind.values:
            raise BadInput(fields={"stops": _("Choose what sort of place it is.")})
        row = draft.row(tour, order + len(rows) + 1)
        if (row.name, row.address) not in known:
            known.add((row.name, row.address))
            rows.append(row)
    if order + len(rows) > MOST_STOPS:
        raise BadInput(fields={"stops": _("At most %(most)d stops on one tour.") % {"most": MOST_STOPS}})
    if not rows:
        return tour
    TourStop.objects.bulk_create(rows)
    return told(tour, "routed", by=acting, facts={"added": [str(row.pk) for row in rows]})


@transaction.atomic
def reorder(tour: Tour, stops: Sequence[UUID], *, by: Actor) -> Tour:
    """The route in this order; a stop that is left out is taken off it, unless it was looked at."""
    tour = locked(tour)
    acting = keeper(by, tour)
    in_state(tour, TourState.PLANNED, TourState.DRAWN)
    rows = {stop.pk: stop for stop in tour.stops.all()}
    if len(set(stops)) != len(stops) or not set(stops) <= set(rows):
        raise BadInput(fields={"stops": _("Name each stop of this tour once.")})
    gone = [row for pk, row in rows.items() if pk not in stops]
    if any(row.seen_at or row.findings.exists() for row in gone):
        raise WrongState(_("This stop has been looked at; it stays."))
    if list(stops) == list(rows):
        return tour
    TourStop.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for order, pk in enumerate(stops, start=1):
        rows[pk].order = order
    TourStop.objects.bulk_update([rows[pk] for pk in stops], ["order"])
    return told(tour, "routed", by=acting, facts={"stops": [str(pk) for pk in stops]})


@transaction.atomic
def call_off(tour: Tour, *, by: Actor) -> Tour:
    """Nobody goes, nobody's turn is used up; again changes nothing."""
    tour = locked(tour)
    acting = keeper(by, tour)
    if tour.state == TourState.CANCELLED:
        return tour
    in_state(tour, TourState.PLANNED, TourState.DRAWN)
    if tour.findings.exists():
        raise WrongState(_("Something was found on it already; end it instead."))
    was, tour.state, tour.published_at = tour.state, TourState.CANCELLED, None
    return told(tour, "cancelled", "state", "published_at", by=acting, was=was)
