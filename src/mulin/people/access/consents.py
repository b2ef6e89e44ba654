"""Whether somebody agreed to a purpose, today."""

from django.db.models import Exists, OuterRef, Q

from mulin.lib import clock
from mulin.people.models import Consent, Person


def agreed(purpose: str, person: str = "person_id") -> Exists:
    """That the person behind this column agreed to the purpose, today."""
    given = Consent.objects.filter(person_id=OuterRef(person), purpose=purpose, withdrawn=None)
    return Exists(given.filter(Q(until=None) | Q(until__gte=clock.today())))


def consent_of(person: Person, purpose: str) -> Consent | None:
    """The consent in force."""
    given = Consent.objects.filter(person=person, purpose=purpose, withdrawn=None)
    return given.filter(Q(until=None) | Q(until__gte=clock.today())).first()
