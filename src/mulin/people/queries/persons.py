"""Persons as they are shown: masked, likened, to themselves, and who looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.lib.masking import mask_id_number, mask_name, mask_phone
from mulin.people.access import Actor, visible_persons
from mulin.people.kinds import SIGHTS, CareSight, Duty, LookReason, PersonField
from mulin.people.models import Delegate, Look, Person
from mulin.people.rules import clean_person, fingerprints

WORDS = dict(SIGHTS)
# What two persons may have in common, the surest first.
SURE = {"id_hash": "id_number", "phone_hash": "phone", "name_birth_hash": "name_birth_date"}


@dataclass(frozen=True, slots=True)
class MaskedPerson:
    """A person as everybody with a reason to see them at all sees them."""

    id: int
    name: str
    phone: str
    id_number: str
    gender: str
    age: int | None
    erased: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """A registered person who may be the same one; `alike` names what they share."""

    person: MaskedPerson
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenLook:
    """One line of "who looked at my data"."""

    id: int
    at: datetime
    name: str
    post: str
    organisation: str
    fields: tuple[str, ...]
    reason: str
    note: str
    case_id: UUID | None
    #: The number of that case, where a page may tell it.
    case: str = ""


def masked(person: Person) -> MaskedPerson:
    """The default display: opening more is `unmask`, with a reason."""
    return MaskedPerson(
        id=person.pk,
        name=mask_name(person.name or ""),
        phone=mask_phone(person.phone or "") if person.phone else "",
        id_number=mask_id_number(person.id_number or ""),
        gender=person.gender,
        age=age_of(person.birth_date, clock.today()),
        erased=person.erased is not None,
    )


def age_of(birth_date: str | None, today: date) -> int | None:
    if not birth_date:
        return None
    born = date.fromisoformat(birth_date)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def duplicates_of(given: Mapping[str, str | date | None]) -> list[Likeness]:
    """Registered persons with the same identity number, phone, or name and birth; offered, never merged."""
    hashes = fingerprints(clean_person(given))
    wanted = {column: hashes[column] for column in SURE if hashes[column] is not None}
    if not wanted:
        return []
    same = Q()
    for column, digest in wanted.items():
        same |= Q(**{column: digest})
    found = []
    for person in Person.objects.filter(same, erased=None).order_by("pk")[:20]:
        alike = tuple(SURE[column] for column, digest in wanted.items() if _same(person, column, digest))
        found.append(Likeness(masked(person), alike))
    return sorted(found, key=lambda likeness: [*SURE.values()].index(likeness.alike[0]))


def _same(person: Person, column: str, digest: bytes | None) -> bool:
    kept = getattr(person, column)
    return kept is not None and bytes(kept) == digest


def own_data(by: Actor) -> dict[str, str]:
    """Everything that is kept of oneself; a look at oneself leaves no row."""
    person = Person.objects.filter(pk=by.person_id, erased=None).first() if by.person_id else None
    if person is None:
        raise NotFound
    return {name: getattr(person, name) or "" for name in PersonField.values}


def may_read_looks(person: Person, by: Actor) -> bool:
    """The person, a delegate or guardian they have, or whoever audits."""
    if by.part or by.may(Duty.AUDIT_SEE):
        return True
    return by.person_id == person.pk or _speaks_for(person, by)


def knows_of_care(person: Person, by: Actor) -> bool:
    """The person, a delegate or guardian they have, and who is named for care there: others do not know who is cared for."""
    if by.part or by.person_id == person.pk or _speaks_for(person, by):
        return True
    return by.may(Duty.CARE_SEE) and visible_persons(by, Duty.CARE_SEE).filter(pk=person.pk).exists()


def _speaks_for(person: Person, by: Actor) -> bool:
    named = Delegate.objects.filter(person=person, delegate_id=by.person_id, ended=None)
    return by.person_id is not None and named.exists()


def who_looked_at(person: Person, *, by: Actor, before: int | None = None, limit: int = 50) -> list[SeenLook]:
    """The latest looks; `before` is the id of the last one already shown. Strangers get NotFound.

    Looks at what stands in care only for who may know of it.
    """
    if not may_read_looks(person, by):
        raise NotFound
    looks = Look.objects.filter(person=person).select_related("by_person", "by_post__organisation")
    if not knows_of_care(person, by):
        looks = looks.exclude(fields__overlap=CareSight.values)
    if before is not None:
        looks = looks.filter(pk__lt=before)
    return [_seen(look) for look in looks.order_by("-pk")[:limit]]


def _seen(look: Look) -> SeenLook:
    post = look.by_post
    return SeenLook(
        id=look.pk,
        at=look.at,
        name=(look.by_person.name or "") if look.by_person else "",
        post=post.name if post else "",
        organisation=post.organisation.name if post and post.organisation else "",
        fields=tuple(str(WORDS[name]) for name in look.fields),
        reason=str(LookReason(look.reason).label),
        note=look.note,
        case_id=look.case_id,
    )
