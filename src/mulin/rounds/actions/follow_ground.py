"""The ground was redrawn: plans, open rounds, decisions owed and homes called on go with it; no plan goes silent."""

from uuid import uuid5

from django.db import transaction
from django.db.models import Q

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.models import Area, Building, Household
from mulin.places.queries import heir_at, heirs, line_of
from mulin.rounds.kinds import Over, SeenKind, State
from mulin.rounds.models import Calling, Decision, Occurrence, Plan, PlanPost, Seen, Stop
from mulin.trail.record import record


@transaction.atomic
def follow_ground(area: Area, *, by: Actor) -> list[Plan]:
    """The plans that now stand elsewhere, with the further ones made; run again, it finds none left."""
    today = clock.today()
    live = Q(valid_to=None) | Q(valid_to__gt=today)
    new_ground, moved = heirs(area), []
    if new_ground:
        rows = Plan.objects.select_for_update(of=("self",)).filter(live, area=area).order_by("pk")
        for plan in rows:
            moved += _put(plan, area, new_ground, by)
    _take_lines(area)
    return moved


def _put(plan: Plan, was: Area, ground: list[Area], by: Actor) -> list[Plan]:
    """A route stays one plan, where most of it lies; what goes over an area goes on in each part of it."""
    first, *further = _grounds(plan, was, ground)
    plan.area = first
    plan.take_lineage(first)
    plan.save(update_fields=["area", *plan.lineage()])
    made = [_copy(plan, was, heir) for heir in further]
    facts = {"from": was.pk, "to": first.pk, "also": [str(each.pk) for each in made]}
    record("plan.followed", plan, by=by, fields=facts)
    for each in made:
        record("plan.made", each, by=by, fields={"after": str(plan.pk), "rhythm": each.rhythm})
    return [plan, *made]


def _grounds(plan: Plan, was: Area, ground: list[Area]) -> list[Area]:
    if len(ground) == 1 or plan.over != Over.STOPS:
        return ground
    stops = Stop.objects.filter(plan=plan).select_related("building")
    found = [heir_at(was, *_point(stop)) for stop in stops]
    return [max(found, key=found.count)] if found else ground[:1]


def _point(stop: Stop) -> tuple[float | None, float | None]:
    near = stop if stop.lng is not None or stop.building is None else stop.building
    return near.lng, near.lat


def _copy(plan: Plan, was: Area, heir: Area) -> Plan:
    """The same round in another part, by the same posts, due when the first one is."""
    made = Plan.objects.get(pk=plan.pk)
    made.pk, made.area, made.made, made._state.adding = uuid5(plan.pk, f"{was.pk}:{heir.pk}"), heir, 0, True
    made.take_lineage(heir)
    made.save(force_insert=True)
    going = PlanPost.objects.filter(plan=plan).order_by("order")
    PlanPost.objects.bulk_create(
        PlanPost(plan=made, post_id=each.post_id, order=each.order) for each in going
    )
    return made


def _take_lines(area: Area) -> None:
    """Rows below the area take the line of what they stand on; what has ended keeps the line it ended with."""
    here = {area.lineage_column: area.pk}
    Plan.objects.filter(**here).exclude(area=area, area__valid_to__isnull=False).update(
        **line_of(Area, "area_id")
    )
    Occurrence.objects.filter(state=State.OPEN, **here).update(**line_of(Plan, "plan_id"))
    owed = Decision.objects.filter(done_at=None, **here)
    owed.update(**line_of(Plan, "meeting_id", "occurrences__meeting"))
    Calling.objects.filter(closed_on=None, **here).update(**line_of(Household, "household_id"))
    seen = Seen.objects.filter(**here)
    seen.filter(kind=SeenKind.BUILDING).update(**line_of(Building, "ref_id"))
    seen.filter(kind=SeenKind.HOUSEHOLD).update(**line_of(Household, "ref_id"))
    seen.filter(kind=SeenKind.AREA).exclude(ref_id=area.pk).update(**line_of(Area, "ref_id"))
