"""All that a worker's day holds: one line each, from every room that has something to do in the field."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.campaigns.queries import due
from mulin.cases.queries.lists import rows
from mulin.cases.queries.work import day_list
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Building
from mulin.rounds.models import OwnEntry, Stop
from mulin.rounds.queries.lists import day_rounds
from mulin.rounds.queries.visits import due_visits
from mulin.surfaces.field.reach import is_sent_work
from mulin.tours.queries.lists import to_lead

CALM, MOST = 3, 200
LAST = datetime(9999, 1, 1, tzinfo=clock.LOCAL)


@dataclass(frozen=True)
class Line:
    """Something to do: what, where, by when, and how dangerous (0 is the worst)."""

    sort: str | Promise
    title: str
    url: str
    place: str = ""
    due: datetime | None = None
    danger: int = CALM
    lng: float | None = None
    lat: float | None = None
    own: str = ""
    on: date | None = None

    @property
    def late(self) -> bool:
        """What is owed within a day is late once that day is over."""
        if self.on is not None:
            return self.on < clock.today()
        return self.due is not None and self.due < clock.now()


def cases(actor: Actor) -> Iterator[Line]:
    if not is_sent_work(actor):
        return
    for case in rows(day_list(actor), "lng", "lat")[:MOST]:
        place = case.address or (case.area.name if case.area else "")
        yield Line(
            _("matter"), case.title, f"/field/cases/{case.pk}/", place, case.next_due,
            getattr(case, "danger", CALM), case.lng, case.lat,
        )  # fmt: skip


def rounds(actor: Actor) -> Iterator[Line]:
    found = list(day_rounds(actor)[:MOST])
    first: dict[object, Stop] = {}
    for stop in Stop.objects.filter(plan_id__in=[one.plan_id for one in found], lng__isnull=False).order_by(
        "order"
    ):
        first.setdefault(stop.plan_id, stop)
    for one in found:
        stop_or_none = first.get(one.plan_id)
        lng, lat = (stop_or_none.lng, stop_or_none.lat) if stop_or_none else (None, None)
        yield Line(
            one.get_family_display(),
            one.plan.name,
            f"/field/rounds/{one.pk}/",
            "",
            one.due_at,
            CALM,
            lng,
            lat,
        )


def visits(actor: Actor) -> Iterator[Line]:
    for one in due_visits(actor)[:MOST]:
        entrance = one.household.entrance
        building: Building = entrance.building
        door = f"{building.name} {entrance.name} {one.household.door}"
        yield Line(
            _("home visit"), door, f"/field/visits/{one.pk}/", "", evening(one.next_on), CALM,
            building.lng, building.lat, on=one.next_on,
        )  # fmt: skip


def campaigns(actor: Actor) -> Iterator[Line]:
    if not actor.may(Duty.CAMPAIGN_DO):
        return
    for one in due(actor, clock.today())[:MOST]:
        when = evening(one.next_on) if one.next_on else None
        yield Line(
            _("campaign"), one.label, f"/field/campaigns/{one.pk}/", one.address, when, CALM,
            one.lng, one.lat, on=one.next_on,
        )  # fmt: skip


def tours(actor: Actor) -> Iterator[Line]:
    if not actor.may(Duty.TOUR_LEAD):
        return
    for one in to_lead(actor)[:MOST]:
        yield Line(_("residents' tour"), one.title, f"/field/tours/{one.pk}/", one.meets_at, one.starts_at)


def own(actor: Actor) -> Iterator[Line]:
    if actor.person_id is None:
        return
    found = OwnEntry.objects.filter(person_id=actor.person_id, done_at=None, due_on__lte=clock.today())
    for one in found.order_by("due_on", "pk")[:MOST]:
        yield Line(_("my own entry"), one.text, "", "", evening(one.due_on), own=str(one.pk), on=one.due_on)


def evening(day: date) -> datetime:
    return datetime.combine(day, time(18), clock.LOCAL)


#: Every room that has something to do in the field adds its lines here.
SOURCES: tuple[Callable[[Actor], Iterable[Line]], ...] = (cases, rounds, visits, campaigns, tours, own)


def lines(actor: Actor) -> list[Line]:
    """By danger, then by what is due soonest."""
    found = [line for source in SOURCES for line in source(actor)]
    return sorted(found, key=lambda line: (line.danger, line.due or LAST, line.title))
