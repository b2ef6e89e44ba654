"""Openings of children's data: which wait for whose approval."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from mulin.lib import clock
from mulin.people.access import Actor, lineage_of, visible_persons
from mulin.people.kinds import Duty, LookReason
from mulin.people.models import Deputy, HouseholdMember, Scope, Tenure, UnmaskGrant
from mulin.people.queries.persons import MaskedPerson, masked
from mulin.people.queries.posts import open_posts
from mulin.places.models import Household
from mulin.places.rules import COLUMNS


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody asks that one opening of a child's data be approved."""

    id: int
    person: MaskedPerson
    post_id: int
    post: str
    name: str
    reason: str
    note: str
    asked_at: datetime | None


def openings_asked(by: Actor) -> list[Opening]:
    """What waits for the reader's approval: a look of theirs, or of a post they hold, does not."""
    if not by.may(Duty.PERSON_UNMASK):
        return []
    waiting = UnmaskGrant.objects.filter(
        approved_at=None,
        look=None,
        until__gt=clock.now(),
        person__in=visible_persons(by, Duty.PERSON_UNMASK),
    )
    others = waiting.exclude(post_id__in=[post.post_id for post in by.posts]).exclude(asked_by=by.person_id)
    rows = others.select_related("person", "post", "asked_by").order_by("pk")[:100]
    return [
        Opening(
            id=row.pk,
            person=masked(row.person),
            post_id=row.post_id,
            post=row.post.name,
            name=(row.asked_by.name or "") if row.asked_by else "",
            reason=str(LookReason(row.reason).label) if row.reason else "",
            note=row.note,
            asked_at=row.asked_at,
        )
        for row in rows
    ]


def approvers_of(grant: UnmaskGrant) -> set[int]:
    """Who may approve it today: whoever acts in another post that opens such data where the person lives;
    neither the asker nor anybody who acts in the asking post."""
    day = clock.today()
    homes = HouseholdMember.objects.filter(person=grant.person_id, during__contains=day)
    over = Q(everywhere=True)
    for home in homes.select_related("household__entrance__building"):
        over |= _over(home.household)
    duty = [Duty.PERSON_UNMASK.value]
    opening = open_posts(day).filter(Q(role__duties__contains=duty) | Q(named_duties__contains=duty))
    posts = opening.filter(pk__in=Scope.objects.filter(over).values("post_id")).values("pk")
    able, asking = set(), {grant.asked_by_id}
    for model in (Tenure, Deputy):
        today = model.objects.filter(during__contains=day)
        able |= set(today.filter(post_id__in=posts).values_list("person_id", flat=True))
        asking |= set(today.filter(post_id=grant.post_id).values_list("person_id", flat=True))
    return able - asking


def _over(home: Household) -> Q:
    """The scopes that reach this door."""
    lineage = lineage_of(home)
    found = Q(area_id__in=[lineage[column] for column in COLUMNS if lineage.get(column)])
    for column in ("compound_id", "building_id", "household_id"):
        if lineage.get(column):
            found |= Q(**{column: lineage[column]})
    return found
