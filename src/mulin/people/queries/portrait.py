"""One person with what hangs on them, as far as the reader may see it."""

from dataclasses import dataclass

from mulin.accounts.models import User
from mulin.lib import clock
from mulin.people.access import Actor, homes_of, visible_persons
from mulin.people.kinds import OF_CARE, Duty
from mulin.people.models import Consent, Deputy, HouseholdMember, Person, Tenure, UnmaskGrant
from mulin.people.queries.persons import (
    Likeness,
    MaskedPerson,
    SeenLook,
    duplicates_of,
    knows_of_care,
    masked,
    may_read_looks,
    who_looked_at,
)
from mulin.people.rules import is_child

ALIKE = ("phone", "id_number", "name", "birth_date")


@dataclass(frozen=True, slots=True)
class Portrait:
    """A masked person; `may` names what the reader can do: change, home, consent, unmask, ask, account,
    password, shut, restore."""

    person: MaskedPerson
    is_child: bool
    held: tuple[Tenure | Deputy, ...]
    homes: tuple[HouseholdMember, ...]
    consents: tuple[Consent, ...]
    account: User | None
    likenesses: tuple[Likeness, ...]
    looks: tuple[SeenLook, ...] | None
    approval: UnmaskGrant | None
    may: frozenset[str]


def portrait(person: Person, by: Actor) -> Portrait:
    """The person was found by `person_for`; homes are shown where the reader sees persons."""
    today = clock.today()
    child = is_child(person.birth_date, today)
    tenures = Tenure.objects.filter(person=person, during__contains=today).select_related("post__role")
    deputies = Deputy.objects.filter(person=person, during__contains=today).select_related("post__role")
    homes = homes_of(by, person).select_related("household__entrance__building", "household__area")
    grant = _approval(person, by) if child else None
    return Portrait(
        person=masked(person),
        is_child=child,
        held=(*tenures.order_by("pk"), *deputies.order_by("pk")),
        homes=tuple(homes.order_by("pk")),
        consents=_consents(person, by),
        account=person.account if by.may(Duty.ACCOUNT_MANAGE) else None,
        likenesses=_likenesses(person, by),
        looks=tuple(who_looked_at(person, by=by)) if may_read_looks(person, by) else None,
        approval=grant,
        may=_may(person, by, child=child, grant=grant),
    )


def _consents(person: Person, by: Actor) -> tuple[Consent, ...]:
    """Without those to care for whoever does not know who is cared for."""
    found = Consent.objects.filter(person=person).select_related("guardian")
    if not knows_of_care(person, by):
        found = found.exclude(purpose__in=OF_CARE)
    return tuple(found.order_by("-pk")[:20])


def _may(person: Person, by: Actor, *, child: bool, grant: UnmaskGrant | None) -> frozenset[str]:
    found = set()
    if by.may(Duty.PERSON_EDIT) and visible_persons(by, Duty.PERSON_EDIT).filter(pk=person.pk).exists():
        found |= {"change", "home", "consent"}
    if by.may(Duty.PERSON_UNMASK) and visible_persons(by, Duty.PERSON_UNMASK).filter(pk=person.pk).exists():
        if not child or (grant is not None and grant.approved_at is not None):
            found.add("unmask")
        elif grant is None:
            found.add("ask")
    if by.reaches(Duty.ACCOUNT_MANAGE, {}):
        if person.account is None:
            found.add("account")
        elif person.account.is_active and person.account_id != by.account_id:
            found |= {"password", "shut"}
        elif not person.account.is_active:
            found.add("restore")
    return frozenset(found)


def _approval(person: Person, by: Actor) -> UnmaskGrant | None:
    posts = [post.post_id for post in by.posts_with(Duty.PERSON_UNMASK)]
    waiting = UnmaskGrant.objects.filter(person=person, post_id__in=posts, look=None, until__gt=clock.now())
    return waiting.order_by("pk").first()


def _likenesses(person: Person, by: Actor) -> tuple[Likeness, ...]:
    """Who may be the same person, of those whom the reader sees: offered, never merged."""
    kept = {name: getattr(person, name) or "" for name in ALIKE}
    likes = [like for like in duplicates_of(kept) if like.person.id != person.pk] if kept["name"] else []
    ids = [like.person.id for like in likes]
    seen = set(visible_persons(by).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return tuple(like for like in likes if like.person.id in seen)
