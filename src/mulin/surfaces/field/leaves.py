"""Which pages are on a phone without network, and when each is another: only the actor's own ground, and of people
no more than a door and a masked name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max

from mulin.campaigns.queries import mine as my_targets
from mulin.cases.models import Case
from mulin.cases.queries.work import day_list
from mulin.catalogue.kinds import Secrecy
from mulin.diary.queries import own as own_lines
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.kinds import TaskState
from mulin.rounds.models import Task
from mulin.rounds.queries.checklists import in_force
from mulin.rounds.queries.lists import day_rounds
from mulin.rounds.queries.lists import mine as my_rounds
from mulin.rounds.queries.visits import due_visits
from mulin.surfaces.field.reach import is_sent_work, own_ground
from mulin.surfaces.field.views.ground import open_on
from mulin.things.access import to_look_at
from mulin.tours.access import led_today

#: Pages of each sort on the phone at most; the day's come first.
MOST_CASES, MOST_ROUNDS, MOST_VISITS, MOST_THINGS, MOST_TARGETS = 300, 20, 60, 60, 60
AHEAD = timedelta(days=7)
TEN_MINUTES = 600


@dataclass(frozen=True)
class Leaf:
    """One page of the copy: the same version means the same page. `query` is what only the copy asks for, `code` what
    hangs where the page is to be filled in.
    """

    url: str
    version: str
    query: str = "copy=1"
    case: Case | None = None
    code: str = ""


def bars(actor: Actor) -> Iterator[Leaf]:
    """The pages of the bar below, and what is said of pages that are not on the phone."""
    fresh = str(clock.now().timestamp())
    yield Leaf("/field/", fresh, "whole=1")
    yield Leaf("/field/day/", fresh)
    yield Leaf("/field/away/", "1")
    yield Leaf("/field/away/code/", "1")
    yield Leaf("/field/outbox/", "1")
    for url in ("/field/shift/", "/field/map/"):
        yield Leaf(url, _now())
    if actor.may(Duty.CASE_REPORT):
        yield Leaf("/field/report/", str(clock.today()))
    if actor.may(Duty.HOUSEHOLD_SERVE):
        yield Leaf("/field/homes/", str(clock.today()))


def cases(actor: Actor) -> Iterator[Leaf]:
    """The day's cases, then what else is open on the actor's ground; nothing confidential leaves the house."""
    ids: list[Any] = []
    if is_sent_work(actor):
        ids += day_list(actor).values_list("pk", flat=True)[:MOST_CASES]
    ids += [case.pk for case in open_on(own_ground(actor), actor)]
    wanted = list(dict.fromkeys(ids))[:MOST_CASES]
    plain = Case.objects.select_related("area", "kind").exclude(secrecy=Secrecy.CONFIDENTIAL)
    found = plain.in_bulk(wanted)
    day = clock.today()
    for case in (found[one] for one in wanted if one in found):
        yield Leaf(f"/field/cases/{case.pk}/", f"{case.version}.{day}", case=case)


def rounds(actor: Actor) -> Iterator[Leaf]:
    """The day's rounds and the checklists of what is left of them."""
    day = clock.today()
    found = list(day_rounds(actor)[:MOST_ROUNDS])
    left: dict[Any, list[tuple[int, str]]] = {}
    tasks = Task.objects.filter(occurrence__in=found, state=TaskState.OPEN).order_by("order")
    for pk, order, code in tasks.values_list("occurrence_id", "order", "thing__code"):
        left.setdefault(pk, []).append((order, code or ""))
    for one in found:
        yield Leaf(f"/field/rounds/{one.pk}/", f"{one.state}.{one.tasks_left}.{day}")
        for order, code in left.get(one.pk, ()):
            yield Leaf(f"/field/rounds/{one.pk}/{order}/", f"{one.checklist_id}.{day}", code=code)


def visits(actor: Actor) -> Iterator[Leaf]:
    """Homes due within the week by their door; neither why they are called on nor what was said there."""
    if not (actor.may(Duty.ROUND_DO) or actor.may(Duty.HOUSEHOLD_SERVE)):
        return
    day = clock.today()
    found = due_visits(actor, day + AHEAD).annotate(made=Count("visits"))[:MOST_VISITS]
    editions = dict(in_force().values_list("key", "pk"))
    pages = [
        Leaf(
            f"/field/visits/{one.pk}/",
            f"{one.next_on}.{one.made}.{editions.get(one.rule.checklist_key)}.{day}",
        )
        for one in found
    ]
    yield Leaf("/field/visits/", _digest(pages))
    yield from pages


def things(actor: Actor) -> Iterator[Leaf]:
    """What stands on the actor's ground and has a checklist, the soonest due first."""
    if not (actor.may(Duty.ROUND_DO) or actor.may(Duty.THING_KEEP)):
        return
    day = clock.today()
    editions = dict(in_force().values_list("key", "pk"))
    found = list(to_look_at(actor)[:MOST_THINGS])
    tasks = Task.objects.filter(thing__in=found, state=TaskState.OPEN, occurrence__in=my_rounds(actor))
    stops = dict(tasks.values_list("thing_id", "pk"))
    pages = [
        Leaf(
            f"/field/things/{one.code}/",
            f"{one.checked_at}.{editions.get(one.kind.checklist_key)}.{stops.get(one.pk)}.{day}",
        )
        for one in found
    ]
    yield Leaf("/field/things/", _digest(pages))
    yield from pages


def campaigns(actor: Actor) -> Iterator[Leaf]:
    """What the actor's posts answer for, owed first."""
    if not actor.may(Duty.CAMPAIGN_DO):
        return
    day = clock.today()
    found = my_targets(actor).order_by("next_on", "number")[:MOST_TARGETS]
    pages = [Leaf(f"/field/campaigns/{one.pk}/", f"{one.version}.{day}") for one in found]
    yield Leaf("/field/campaigns/", _digest(pages))
    yield from pages


def diary(actor: Actor) -> Iterator[Leaf]:
    """The form and the actor's own lines."""
    if not actor.may(Duty.DIARY_WRITE):
        return
    told = own_lines(actor).order_by().aggregate(n=Count("pk"), at=Max("at"), erased=Max("erased_at"))
    yield Leaf("/field/diary/", f"{told['n']}.{told['at']}.{told['erased']}.{_now()}")


def tours(actor: Actor) -> Iterator[Leaf]:
    """The residents' tours that the actor leads today, with their stops."""
    day = clock.today()
    for tour in led_today(actor).prefetch_related("stops")[:MOST_ROUNDS]:
        version = f"{tour.version}.{day}"
        yield Leaf(f"/field/tours/{tour.pk}/", version)
        for stop in tour.stops.all():
            yield Leaf(f"/field/tours/stops/{stop.pk}/", version)


def _now() -> str:
    """Another one every ten minutes."""
    return str(int(clock.now().timestamp()) // TEN_MINUTES)


def _digest(pages: list[Leaf]) -> str:
    """A list is another one when what it lists is."""
    told = "\n".join(f"{page.url} {page.version}" for page in pages) + str(clock.today())
    return sha256(told.encode()).hexdigest()[:16]


#: Rooms add a line here: what of theirs is on the phone. Only the actor's own ground, never care, keys or illness.
SOURCES: tuple[Callable[[Actor], Iterable[Leaf]], ...] = (
    bars, rounds, visits, tours, campaigns, diary, things, cases,
)  # fmt: skip
