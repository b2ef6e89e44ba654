"""When a plan is due next, and who goes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from mulin.calendars.queries import calendar_for
from mulin.lib.clock import LOCAL, local
from mulin.lib.rhythm import next_due
from mulin.people.models import Deputy, Tenure
from mulin.rounds.models import Plan, PlanPost

#: A post, and who goes as it; nobody where the post is vacant.
Goer = tuple[int, int | None]


def next_of(plan: Plan, after: datetime | None) -> tuple[datetime, datetime] | None:
    """(the rule's moment, the due moment) after the rule's moment `after`, or None at the plan's end."""
    found = next_due(
        plan.rhythm,
        since=plan.valid_from,
        at=plan.starts_at,
        after=local(after).replace(tzinfo=None) if after is not None else None,
        holidays=plan.holidays,
        calendar=calendar_for(plan.area_id),
    )
    if found is None or (plan.valid_to is not None and found[1].date() >= plan.valid_to):
        return None
    return found[0].replace(tzinfo=LOCAL), found[1]


def coming(plan: Plan, many: int = 3) -> list[datetime]:
    """The next due moments of a plan that goes on."""
    found, raw, due = list[datetime](), plan.raw_at, plan.next_at
    while due is not None and len(found) < many:
        found.append(due)
        raw, due = next_of(plan, raw) or (raw, None)
    return found


def goers(plan_ids: Collection[UUID], day: date) -> dict[UUID, list[Goer]]:
    """Who goes by each plan on the day, in the order of turns: deputies instead of whom they stand in for."""
    rows = list(PlanPost.objects.filter(plan_id__in=plan_ids).order_by("order", "pk"))
    holders = _holders({row.post_id for row in rows}, day)
    found: dict[UUID, list[Goer]] = {}
    for row in rows:
        people: Sequence[int | None] = holders.get(row.post_id) or (None,)
        found.setdefault(row.plan_id, []).extend((row.post_id, person) for person in people)
    return {plan: [one for one in line if one[1]] or line for plan, line in found.items()}


def _holders(post_ids: Collection[int], day: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    deputised: set[int] = set()
    for post_id, person_id in _on(Deputy, post_ids, day):
        found.setdefault(post_id, []).append(person_id)
        deputised.add(post_id)
    for post_id, person_id in _on(Tenure, post_ids, day):
        if post_id not in deputised:
            found.setdefault(post_id, []).append(person_id)
    return found


def _on(model: type[Deputy] | type[Tenure], post_ids: Collection[int], day: date) -> list[tuple[int, int]]:
    rows = model.objects.filter(post_id__in=post_ids, during__contains=day).order_by("pk")
    return list(rows.values_list("post_id", "person_id"))
