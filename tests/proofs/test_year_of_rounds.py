"""A year of rounds: 231 grids, 1,457 workers, the holidays of 2026; what is made, done and missed adds up."""

import dataclasses
from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

import chinese_calendar
from django.db.backends.postgresql.psycopg_any import DateRange

from mulin.cases.models import Case
from mulin.lib.clock import LOCAL, Frozen
from mulin.people.access import Actor
from mulin.people.models import Person, Post, Role, Scope, Tenure
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.rounds.actions.check import Given, On, check
from mulin.rounds.actions.items import NewItem
from mulin.rounds.actions.make_due import make_due
from mulin.rounds.actions.make_plan import NewPlan, make_plan
from mulin.rounds.actions.miss import miss_due
from mulin.rounds.actions.publish_checklist import publish_checklist
from mulin.rounds.kinds import State
from mulin.rounds.models import Check, Occurrence, Plan
from mulin.rounds.queries.audit import misfits
from tests.support.world import World, make_area, now, world

__all__ = ["now", "world"]

GRIDS, WORKERS, DAILY = 231, 1457, 12
DONE, FAILING = 0.97, 0.02
HOUSE = Actor.system("tests")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def staffed(world: World) -> dict[int, list[Actor]]:
    """A post a grid, held by six or seven people each."""
    role = Role.objects.get(code="grid_worker")
    found: dict[int, list[Actor]] = {}
    for number in range(GRIDS):
        area = make_area(f"第{number + 1}网格", Rank.GRID, world.community)
        post = Post.objects.create(code=f"Y{number}", name="网格员", role=role, organisation=world.committee)
        Scope.objects.create(post=post, area=area)
        crew = WORKERS // GRIDS + (number < WORKERS % GRIDS)
        people = Person.objects.bulk_create(
            Person(registered=datetime(2025, 1, 1, tzinfo=LOCAL)) for _ in range(crew)
        )
        Tenure.objects.bulk_create(
            Tenure(post=post, person=one, during=DateRange(date(2025, 1, 1), None), one_holder=False)
            for one in people
        )
        actor = Actor.for_post(post)
        found[area.pk] = [dataclasses.replace(actor, person_id=one.pk) for one in people]
    return found


def planned(area: Area, rhythm: str, holidays: str) -> Plan:
    post = Post.objects.get(scopes__area=area)
    return make_plan(
        NewPlan(
            family="patrol", name=f"{area.name}巡查", area=area, rhythm=rhythm, holidays=holidays,
            checklist_key="patrol", posts=[post], proof="none", starts_at=time(8, 30), window=570, grace=120,
        ),
        by=HOUSE,
    )  # fmt: skip


def expected() -> int:
    """Plainly counted: a day for each working day, a week's round on its Thursday or the next working day."""
    days = [FIRST + timedelta(days=n) for n in range(365)]
    working = [day for day in days if chinese_calendar.is_workday(day)]
    weekly = 0
    for day in days:
        if day.weekday() == 3:
            moved = day
            while moved <= LAST and not chinese_calendar.is_workday(moved):
                moved += timedelta(days=1)
            weekly += moved <= LAST and not any(one.weekday() == 3 for one in days if day < one <= moved)
    return weekly * (GRIDS - DAILY) + len(working) * DAILY


def test_a_year_adds_up(world: World, now: Frozen) -> None:
    chance, told = Random(7), Counter[str]()
    now.move_to(datetime(2026, 1, 1, 0, 1, tzinfo=LOCAL))
    world.kind("0601")
    item = NewItem("passage", "消防通道畅通", "yes_no", bad=["no"], opens="T:0601")
    publish_checklist("patrol", name="日常巡查", items=[item], by=HOUSE, valid_from=FIRST)
    crews = staffed(world)
    assert sum(map(len, crews.values())) == WORKERS
    for number, area in enumerate(Area.objects.filter(pk__in=crews).order_by("pk")):
        planned(area, *(("FREQ=DAILY", "skip") if number < DAILY else ("FREQ=WEEKLY;BYDAY=TH", "next")))
    day = FIRST
    while day <= LAST:
        now.move_to(datetime.combine(day, time(9), LOCAL))
        while make_due():
            pass
        for one in Occurrence.objects.filter(state=State.OPEN).select_related("plan__area").order_by("pk"):
            if chance.random() < DONE:
                fails = chance.random() < FAILING
                by = next(actor for actor in crews[one.plan.area_id] if actor.person_id == one.person_id)
                check(On(one.checklist_id or 0, one), Given({"passage": "no" if fails else "yes"}), by=by)
                told["done"] += 1
                told["failing"] += fails
        now.move_to(datetime.combine(day, time(21), LOCAL))
        while miss_due():
            pass
        day += timedelta(days=1)
    states = Counter(Occurrence.objects.values_list("state", flat=True))
    assert states.total() == expected() == sum(Plan.objects.values_list("made", flat=True))
    assert states[State.DONE] == told["done"] == Check.objects.count()
    assert states[State.MISSED] == states.total() - told["done"]
    assert Case.objects.count() == told["failing"] > 0
    assert list(misfits()) == []
    for plan in Plan.objects.all():
        turns = Counter(Occurrence.objects.filter(plan=plan).values_list("person_id", flat=True))
        assert max(turns.values()) - min(turns.values()) <= 1
        assert len(turns) == len(crews[plan.area_id])
