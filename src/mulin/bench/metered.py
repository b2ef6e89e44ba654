"""A house of watched homes, one meter each, made through the same actions as anybody's."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from mulin.care.actions.enter import enter
from mulin.care.actions.set_watch import NewMeter, NewRule, set_watch
from mulin.catalogue.actions.load_builtin import load_builtin
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.actions.create_post import create_post
from mulin.people.actions.load_roles import load_roles
from mulin.people.actions.record_consent import record_consent
from mulin.people.actions.register_person import register_person
from mulin.people.models import Organisation
from mulin.places.actions.create_area import NewArea, create_area
from mulin.places.actions.create_building import create_building
from mulin.places.kinds import Rank
from mulin.places.models import Area, Household

BENCH = Actor.system("bench")
RANKS = (Rank.DISTRICT, Rank.STREET, Rank.COMMUNITY, Rank.GRID, Rank.MICRO_GRID)


def watch_homes(
    meters: Mapping[str, datetime], rule: NewRule, *, medium: str = "water", base: float = 0.0
) -> Organisation:
    """One home for each meter, watched since its first reading."""
    with clock.frozen(min(meters.values())):
        load_roles(by=BENCH)
        load_builtin(by=BENCH)
        ground = _ground()
        supplier = create_organisation(
            code="SUPPLIER", name="供水公司", kind="utility", area=ground[0], by=BENCH
        )
        _worker(ground[2])
        doors = [f"{number:06d}" for number in range(1, len(meters) + 1)]
        create_building(ground[-1], name="1号楼", number="00001", entrances={"1单元": doors}, by=BENCH)
        for household, (meter, since) in zip(Household.objects.order_by("door"), meters.items(), strict=True):
            _home(household, NewMeter(supplier, meter, medium, base), rule, since)
    return supplier


def _ground() -> list[Area]:
    areas: list[Area] = []
    for rank in RANKS:
        new = NewArea(name=f"第{int(rank)}级", rank=rank, code="990100" + f"{int(rank):06d}", source="bench")
        areas.append(create_area(areas[-1] if areas else None, new=new, by=BENCH))
    return areas


def _worker(community: Area) -> None:
    committee = create_organisation(
        code="COMMITTEE", name="居委会", kind="community", area=community, by=BENCH
    )
    post = create_post(
        code="P-CARE",
        name="社区工作者",
        role="community_staff",
        scopes=[community],
        organisation=committee,
        named_duties=("care:see",),
        by=BENCH,
    )
    assign_post(post, person=register_person(name="工作者", by=BENCH), by=BENCH)


def _home(household: Household, meter: NewMeter, rule: NewRule, since: datetime) -> None:
    person = register_person(name="住户", by=BENCH)
    add_household_member(household, person=person, relation="head", by=BENCH)
    for purpose in ("care", "meter"):
        record_consent(person, purpose=purpose, means="paper", by=BENCH)
    entry = enter(
        person,
        household=household,
        whys=["alone"],
        level="weekly",
        review_on=clock.today() + timedelta(days=90),
        by=BENCH,
    )
    set_watch(entry, meters=[meter], rule=rule, since=since, by=BENCH)
