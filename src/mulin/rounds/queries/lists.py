"""Rounds of a worker, of a plan, of a ground."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Deputy, Tenure
from mulin.rounds.access import visible_to
from mulin.rounds.kinds import State
from mulin.rounds.models import Answer, Check, Occurrence, Plan, Task

DAY = timedelta(days=1)


def mine(actor: Actor) -> QuerySet[Occurrence]:
    """Open rounds of the posts held today that are the actor's own: by name, standing in for the holder, or when
    whoever they were given to acts in that post no more.
    """
    ids = [post.post_id for post in actor.posts]
    away = [post.post_id for post in actor.posts if post.deputy]
    own = Q(post_id__in=away) | Q(person_id=None) | ~(Exists(_acting(Tenure)) | Exists(_acting(Deputy)))
    if actor.person_id is not None:
        own |= Q(person_id=actor.person_id)
    return Occurrence.objects.filter(own, post_id__in=ids, state=State.OPEN)


def _acting(model: type[Tenure] | type[Deputy]) -> QuerySet[Tenure] | QuerySet[Deputy]:
    """Whether whoever a round was given to acts in its post today."""
    same = {"post_id": OuterRef("post_id"), "person_id": OuterRef("person_id")}
    return model.objects.filter(during__contains=clock.today(), **same)


def day_rounds(actor: Actor) -> QuerySet[Occurrence]:
    """What is the actor's to do by tonight, soonest due first."""
    tonight = datetime.combine(clock.today() + DAY, time(), clock.LOCAL)
    return (
        mine(actor).filter(opens_at__lt=tonight).select_related("plan", "checklist").order_by("due_at", "pk")
    )


def rounds_of(actor: Actor, *, since: datetime, state: str = "", family: str = "") -> QuerySet[Occurrence]:
    """Rounds on the actor's ground that opened since the moment."""
    found = visible_to(actor).filter(opens_at__gte=since)
    if state:
        found = found.filter(state=state)
    if family:
        found = found.filter(family=family)
    return found.select_related("plan", "checklist")


def counts_of(plans: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many rounds of each plan stand in each state: one statement."""
    found: dict[UUID, dict[str, int]] = {}
    rows = (
        Occurrence.objects.filter(plan_id__in=list(plans)).values("plan_id", "state").annotate(n=Count("pk"))
    )
    for row in rows.order_by():
        found.setdefault(row["plan_id"], {})[row["state"]] = row["n"]
    return found


def tasks_of(occurrence: Occurrence) -> list[Task]:
    """The stops in order, each with its place and what was found."""
    rows = Task.objects.filter(occurrence=occurrence).order_by("order")
    return list(rows.select_related("stop__building", "thing__kind", "checklist", "check_made"))


def checks_of(occurrence: Occurrence) -> list[Check]:
    return list(
        Check.objects.filter(occurrence=occurrence)
        .select_related("checklist", "thing", "task__stop")
        .prefetch_related("answers__item")
        .order_by("at")
    )


def history_of(thing_id: UUID, most: int = 20) -> list[Check]:
    """The latest checks of a thing."""
    rows = (
        Check.objects.filter(thing_id=thing_id).select_related("checklist").prefetch_related("answers__item")
    )
    return list(rows.order_by("-at")[:most])


def shown_answers(check: Check) -> list[dict[str, Any]]:
    """Each item with its answer, in the order asked."""
    answers: list[Answer] = sorted(check.answers.all(), key=lambda answer: answer.item.order)
    return [{"item": answer.item, "answer": answer} for answer in answers]


def plan_counts(plan: Plan) -> dict[str, int]:
    return {state: counts_of([plan.pk]).get(plan.pk, {}).get(state, 0) for state in State.values}
