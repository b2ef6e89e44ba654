"""A person comes onto the care list: with consent, at home, for a reason."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.kinds import Level
from mulin.care.models import Entry
from mulin.care.models.register import SEALED
from mulin.care.rules.words import reasons, said
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.people.access import Actor, consent_of, lineage_of, require
from mulin.people.kinds import Duty, Purpose
from mulin.people.models import HouseholdMember, Person
from mulin.places.models import Household
from mulin.trail.record import record


@transaction.atomic
def enter(
    person: Person,
    *,
    household: Household,
    whys: Collection[str],
    level: str,
    review_on: date,
    only_posts: Collection[int] = (),
    needs: str = "",
    keys: str = "",
    door: str = "",
    illness: str = "",
    id: UUID | None = None,
    by: Actor,
) -> Entry:
    """Without the person's own consent in force (a child's by its guardian) nobody is entered."""
    acting = require(by, Duty.CARE_SEE, lineage_of(household))
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    present = Entry.objects.filter(pk=id).first() if id else None
    if present is not None:
        if present.person_id != person.pk:
            raise NotFound
        return present
    _guard(person, household)
    kept = {"needs": needs, "keys": keys, "door": door, "illness": illness}
    entry = Entry(
        id=id or uuid7(),
        person=person,
        household=household,
        whys=reasons(whys),
        level=known_level(level),
        review_on=coming(review_on),
        only_post_ids=sorted(set(only_posts)),
        entered_at=clock.now(),
        entered_by_post_id=acting.post_id,
        building_id=household.entrance.building_id,
        compound_id=household.entrance.building.compound_id,
        **{name: said(kept[name], name) for name in SEALED},
    )
    entry.take_lineage(household)
    entry.save(force_insert=True)
    record("entry.made", entry, by=acting, fields={"person": person.pk, "level": level})
    return entry


def _guard(person: Person, household: Household) -> None:
    if consent_of(person, Purpose.CARE) is None:
        raise WrongState(_("The person has not agreed to be on the care list; note the consent first."))
    home = HouseholdMember.objects.filter(person=person, household=household, during__contains=clock.today())
    if not home.exists():
        raise BadInput(fields={"household": _("The person does not live behind this door.")})
    if Entry.objects.filter(person=person, ended_at=None).exists():
        raise WrongState(_("The person is on the care list already."))


def known_level(level: str) -> Level:
    if level not in Level.values:
        raise BadInput(fields={"level": _("Choose how often to ask after the person.")})
    return Level(level)


def coming(day: date) -> date:
    if day < clock.today():
        raise BadInput(fields={"review_on": _("This day lies in the past.")})
    return day
