"""A district in the small, made by hand: for tests of the loop that need no town."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from pytest_django import DjangoDbBlocker

from mulin.cases.queries.audit import misfits
from mulin.catalogue.kinds import Concern, EditionState, Secrecy, Track
from mulin.catalogue.models import Edition, Kind, Scheme
from mulin.lib import clock
from mulin.lib.clock import LOCAL, Frozen
from mulin.people.access import Actor
from mulin.people.actions.load_roles import load_roles
from mulin.people.kinds import OrganisationKind
from mulin.people.models import Organisation, Person, Post, Role, Scope, Tenure
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE
from tests.support.standing import Standing, standing

NEXT = count(1)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=LOCAL)


def make_area(name: str, rank: Rank, parent: Area | None = None) -> Area:
    area = Area(code=f"T{next(NEXT):06d}", name=name, rank=rank, parent=parent, valid_from=date(2020, 1, 1))
    if parent is not None:
        area.take_lineage(parent)
    area.save()
    setattr(area, LINEAGE[rank], area.pk)
    area.save()
    return area


@dataclass
class World:
    """Areas, organisations and posts by the names of the field."""

    district: Area
    street: Area
    community: Area
    grid: Area
    micro: Area
    office: Organisation
    committee: Organisation
    water: Organisation
    power: Organisation
    property: Organisation
    edition: Edition

    def post(
        self,
        role: str,
        area: Area,
        organisation: Organisation | None = None,
        *,
        named: list[str] | None = None,
    ) -> Actor:
        """A new post of a role over an area with a new holder, as an actor."""
        post = Post.objects.create(
            code=f"P{next(NEXT)}",
            name=role,
            role=Role.objects.get(code=role),
            organisation=organisation or self.committee,
            named_duties=named or [],
        )
        Scope.objects.create(post=post, area=area)
        person = Person.objects.create(registered=clock.now())
        Tenure.objects.create(
            post=post,
            person=person,
            during=DateRange(clock.today() - timedelta(days=400), None),
            one_holder=post.role.one_holder,
        )
        return Actor.for_post(post)

    def resident(self) -> Actor:
        return Actor.resident(Person.objects.create(registered=clock.now()))

    def kind(self, code: str, track: str = Track.LOOP, secrecy: str = Secrecy.PUBLIC, **more: object) -> Kind:
        return Kind.objects.create(
            edition=self.edition,
            scheme_code="T",
            code=code,
            key=f"T:{code}",
            path=code,
            name=code,
            track=track,
            secrecy=secrecy,
            public=secrecy == Secrecy.PUBLIC,
            concern=Concern.DISPUTE if track == Track.MEDIATION else Concern.THING,
            **more,
        )


def make_edition() -> Edition:
    scheme = Scheme.objects.create(code="T", name="测试目录")
    return Edition.objects.create(
        scheme=scheme, number=1, state=EditionState.PUBLISHED, valid_from=date(2020, 1, 1)
    )


def make_world() -> World:
    district = make_area("澄湖区", Rank.DISTRICT)
    street = make_area("望河街道", Rank.STREET, district)
    community = make_area("柳园社区", Rank.COMMUNITY, street)
    grid = make_area("第一网格", Rank.GRID, community)
    micro = make_area("第一微网格", Rank.MICRO_GRID, grid)
    kinds = OrganisationKind

    def org(name: str, kind: str, area: Area) -> Organisation:
        return Organisation.objects.create(code=f"O{next(NEXT)}", name=name, kind=kind, area=area)

    return World(
        district,
        street,
        community,
        grid,
        micro,
        org("望河街道办事处", kinds.STREET, street),
        org("柳园社区居委会", kinds.COMMUNITY, community),
        org("澄湖区供水公司", kinds.UTILITY, district),
        org("澄湖区供电公司", kinds.UTILITY, district),
        org("安居物业", kinds.PROPERTY, community),
        make_edition(),
    )


@pytest.fixture
def now() -> Iterator[Frozen]:
    """Monday, 2 March 2026, nine in the morning."""
    with clock.frozen(MONDAY) as held:
        yield held


def _on_monday() -> World:
    with clock.frozen(MONDAY):
        load_roles(by=Actor.system("tests"))
        return make_world()


@pytest.fixture(scope="session")
def standing_world(
    template: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing[World]]:
    """The small district with the shipped roles, made once; its edition has no day of publishing, so nothing keeps it."""
    with standing(template, _on_monday, django_db_blocker) as made:
        yield made


@pytest.fixture
def world(
    standing_world: Standing[World], now: Frozen, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    with django_db_blocker.unblock(), standing_world.lent() as world:
        yield world


@pytest.fixture
def worker(world: World) -> Actor:
    """Goes about the grid."""
    return world.post("grid_worker", world.grid)


@pytest.fixture
def head(world: World) -> Actor:
    """Answers for the grid."""
    return world.post("grid_head", world.grid)


@pytest.fixture
def secretary(world: World) -> Actor:
    """Answers for the community."""
    return world.post("community_secretary", world.community)


def fits() -> None:
    """What the cases say of themselves agrees with their rows."""
    assert list(misfits()) == []
