"""Name the person who answers for households."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, lineage_of, require_one
from mulin.people.kinds import Duty
from mulin.people.models import HouseholdCharge, Person, Post
from mulin.people.rules import cut, days
from mulin.places.models import Household
from mulin.trail.record import record

NAMING = (Duty.POST_MANAGE, Duty.CASE_DISPATCH, Duty.PERSON_EDIT)


@transaction.atomic
def charge_households(
    households: Sequence[Household], *, post: Post, person: Person | None = None, by: Actor
) -> list[HouseholdCharge]:
    """From today, in a post that serves households, by its holder unless another holder is named.

    Who answered before does so no longer; households that are this person's already stay as they are.
    """
    post = Post.objects.select_related("role").get(pk=post.pk)
    rows = Household.objects.select_related("entrance__building").filter(
        pk__in={household.pk for household in households}
    )
    doors = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not doors:
        raise BadInput(fields={"households": _("Choose at least one household.")})
    acting = require_one(by, NAMING, *map(lineage_of, doors))
    if Duty.HOUSEHOLD_SERVE not in post.role.duties:
        raise BadInput(fields={"post": _("This post does not serve households.")})
    today = clock.today()
    person_id = _holder(post, person, today)
    kept = []
    ended = []
    for charge in HouseholdCharge.objects.filter(household__in=doors, during__overlap=(today, None)):
        if (charge.post_id, charge.person_id) == (post.pk, person_id):
            kept.append(charge)
        else:
            charge.during = cut(charge.during, today)
            ended.append(charge)
    HouseholdCharge.objects.bulk_update(ended, ["during"])
    same = {charge.household_id for charge in kept}
    made = HouseholdCharge.objects.bulk_create(
        HouseholdCharge(household=door, post=post, person_id=person_id, during=days(today))
        for door in doors
        if door.pk not in same
    )
    if made:
        fields = {"person": person_id, "households": [charge.household_id for charge in made]}
        record("post.charged", post, by=acting, fields=fields)
    return sorted([*kept, *made], key=lambda charge: charge.household_id)


def move_charges(post: Post, old: int, new: int, today: date) -> int:
    """All households of one holder of the post become another's; how many they were."""
    charges = list(post.charges.filter(person_id=old, during__overlap=(today, None)))
    for charge in charges:
        charge.during = cut(charge.during, today)
    HouseholdCharge.objects.bulk_update(charges, ["during"])
    HouseholdCharge.objects.bulk_create(
        HouseholdCharge(household_id=charge.household_id, post=post, person_id=new, during=days(today))
        for charge in charges
    )
    return len(charges)


def _holder(post: Post, person: Person | None, today: date) -> int:
    held = post.tenures.filter(during__contains=today).order_by("pk")
    tenure = held.first() if person is None else held.filter(person=person).first()
    if tenure is None:
        raise BadInput(fields={"person": _("Nobody of that name holds the post today: assign it first.")})
    return tenure.person_id
