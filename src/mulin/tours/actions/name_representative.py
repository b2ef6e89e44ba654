"""A person speaks for the residents of an area from now on, and later no more."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.crypto import lookup_hash
from mulin.lib.errors import BadInput, Conflict, NotFound
from mulin.lib.ids import uuid7
from mulin.lib.locks import hold
from mulin.lib.years import require_near
from mulin.people.access import Actor, require
from mulin.people.actions.register_person import register_person
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.people.rules import clean_person, fingerprints
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.tours.actions.substitute import vacate
from mulin.tours.kinds import GOING, TourState
from mulin.tours.models import Representative, Seat
from mulin.tours.rules import clean
from mulin.trail.record import record

DAY, LONGEST_TERM = timedelta(days=1), timedelta(days=3653)


@transaction.atomic
def name_representative(
    *,
    area: Area,
    person: Person,
    begins: date,
    ends: date | None,
    named_by: str,
    id: UUID | None = None,
    by: Actor,
) -> Representative:
    """`ends` is the last day of the term; the same id again is the same term."""
    acting = require(by, Duty.TOUR_KEEP, area.lineage())
    number = _number(id or uuid7())
    hold(number)
    if known := Representative.objects.filter(pk=number).first():
        if known.area_id != area.pk or known.person_id != person.pk:
            raise NotFound
        return known
    if area.rank < Rank.COMMUNITY:
        raise BadInput(fields={"area": _("Choose a community, or a grid in it.")})
    if person.erased is not None:
        raise BadInput(fields={"name": _("This person's data were erased.")})
    require_near(begins=begins, ends=ends)
    if ends is not None and not begins <= ends <= begins + LONGEST_TERM:
        raise BadInput(fields={"ends": _("The last day lies after the first, within ten years.")})
    during = DateRange(begins, ends + DAY if ends else None)
    # Two who name the same person at once take turns.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if Representative.objects.filter(area=area, person=person, during__overlap=during).exists():
        raise Conflict(_("This person is a representative there on some of these days."), changed=["during"])
    made = Representative(
        id=number,
        area=area,
        person=person,
        during=during,
        named_by=clean(named_by, "named_by", required=True, longest=120),
        post_id=acting.post_id,
        made_at=clock.now(),
    )
    made.take_lineage(area)
    made.save(force_insert=True)
    facts = {"area": area.pk, "person": person.pk, "begins": begins.isoformat()}
    record("representative.named", made, by=acting, fields=facts | {"ends": ends and ends.isoformat()})
    return made


def _number(id: UUID) -> UUID:
    """The same for the same id, and chosen by nobody: lots are drawn by it, and a seed may be known by then."""
    return UUID(bytes=lookup_hash(str(id), "tours.representative")[:16])


@transaction.atomic
def known_person(*, name: str, phone: str, by: Actor) -> Person:
    """Who is registered by this very name and number; registered now when nobody is."""
    if not phone.strip():
        raise BadInput(fields={"phone": _("Give the mobile number, by which notices come and they log in.")})
    hashes = fingerprints(clean_person({"name": name, "phone": phone}))
    same = Person.objects.filter(
        name_hash=hashes["name_hash"], phone_hash=hashes["phone_hash"], erased=None
    ).order_by("pk")
    return same.first() or register_person(name=name, phone=phone, by=by)


@transaction.atomic
def end_term(representative: Representative, *, on: date | None = None, by: Actor) -> Representative:
    """The last day of the term is this one; seats on later tours go to the next in the rota."""
    acting = require(by, Duty.TOUR_KEEP, representative.lineage())
    found = Representative.objects.select_for_update().get(pk=representative.pk)
    require_near(on=on)
    last = on or clock.today()
    if found.during.upper is not None and found.during.upper <= last + DAY:
        return found
    if last < found.during.lower:
        raise BadInput(fields={"on": _("The term begins later than that.")})
    found.during = DateRange(found.during.lower, last + DAY)
    found.ended_at = clock.now()
    found.save(update_fields=["during", "ended_at"])
    record("representative.ended", found, by=acting, fields={"last": last.isoformat()})
    give_up_seats(found, after=last, by=acting)
    return found


def give_up_seats(representative: Representative, *, after: date, by: Actor) -> None:
    """The caller has ended the term: every seat on a tour after its last day goes on."""
    seats = Seat.objects.filter(
        representative=representative,
        state__in=sorted(GOING),
        tour__state=TourState.DRAWN,
        tour__starts_at__date__gt=after,
    )
    for seat in seats.select_related("tour"):
        vacate(seat, by=by)
