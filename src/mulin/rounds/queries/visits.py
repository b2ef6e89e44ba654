"""Households due for a visit, and whose they are."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Count, Q, QuerySet

from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.people.access import Actor, agreed, lineage_of, within
from mulin.people.kinds import Duty, Purpose
from mulin.people.models import HouseholdCharge
from mulin.rounds.access import NEAR, at_doors
from mulin.rounds.models import Calling, Check, Visit
from mulin.rounds.queries.lists import shown_answers

DOOR = (*NEAR, "household_id")


def mine(actor: Actor) -> QuerySet[Calling]:
    """Open callings on households that the actor answers for today, and on those nobody answers for on the ground.

    Nobody above sees the list: why a household is called on is nobody else's business. Those of care are not among
    them: see `of_care`.
    """
    return Calling.objects.filter(at_doors(actor), closed_on=None, person=None)


def of_care(actor: Actor) -> QuerySet[Calling]:
    """Open callings that rest on a consent to care, for posts named for care there; never for a device offline."""
    posts = [post.post_id for post in actor.posts_with(Duty.CARE_SEE)]
    if not posts and not actor.part:
        return Calling.objects.none()
    named = Q(only_post_ids=[]) | Q(only_post_ids__overlap=posts)
    found = Calling.objects.filter(agreed(Purpose.CARE), closed_on=None, person__isnull=False)
    return found if actor.part else found.filter(within(actor, Duty.CARE_SEE, near=DOOR), named)


def due_visits(actor: Actor, until: date | None = None) -> QuerySet[Calling]:
    """Those due by the day, the longest waiting first."""
    return _due(mine(actor), until)


def due_care_visits(actor: Actor, until: date | None = None) -> QuerySet[Calling]:
    """Those of care due by the day, the longest waiting first."""
    return _due(of_care(actor), until).select_related("person")


def _due(found: QuerySet[Calling], until: date | None) -> QuerySet[Calling]:
    due = found.filter(next_on__lte=until or clock.today())
    return due.select_related("rule", "household__entrance__building").order_by("next_on", "pk")


def calling_for(actor: Actor, calling_id: UUID) -> Calling:
    """One household to call on, or NotFound as for a stranger."""
    return _one(mine(actor), calling_id)


def care_calling_for(actor: Actor, calling_id: UUID) -> Calling:
    """One person to call on, or NotFound as for a stranger."""
    return _one(of_care(actor).select_related("person"), calling_id)


def _one(among: QuerySet[Calling], calling_id: UUID) -> Calling:
    found = among.filter(pk=calling_id).select_related("rule", "household__entrance__building").first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Before:
    """A visit that was made, and what was answered on it."""

    visit: Visit
    look: Check | None = None

    @property
    def answers(self) -> list[dict[str, Any]]:
        return shown_answers(self.look) if self.look is not None else []


def check_id(visit_id: UUID) -> UUID:
    """The check of a visit follows from it, so that a repetition is the same check."""
    return uuid5(visit_id, "checklist")


def visits_before(calling: Calling, most: int) -> list[Before]:
    """The latest first, each with its checklist as far as one was filled in."""
    made = list(Visit.objects.filter(calling=calling).order_by("-at")[:most])
    looks = Check.objects.prefetch_related("answers__item").in_bulk([check_id(one.pk) for one in made])
    return [Before(one, looks.get(check_id(one.pk))) for one in made]


def visits_made(calling: Calling) -> int:
    """How many visits there were; two who have seen the same number have seen the same."""
    return Visit.objects.filter(calling=calling).count()


def may_visit(actor: Actor, calling: Calling) -> bool:
    """Who answers for the household today; where nobody does, who goes on rounds there; for care, who is named for it."""
    if actor.part:
        return True
    if calling.person_id is not None:
        return of_care(actor).filter(pk=calling.pk).exists()
    today = clock.today()
    charge = HouseholdCharge.objects.filter(household=calling.household_id, during__contains=today).first()
    if charge is not None:
        return any(post.post_id == charge.post_id for post in actor.posts)
    return actor.reaches(Duty.ROUND_DO, lineage_of(calling.household))


def visit_counts(reach: Q, today: date) -> dict[str, Any]:
    """How many homes are called on and how many are late, without saying which; care is in no figure."""
    found = Calling.objects.filter(reach, closed_on=None, person=None)
    return found.aggregate(all=Count("pk"), late=Count("pk", filter=Q(next_on__lt=today)))
