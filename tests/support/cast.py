"""The demo town as the cast of the tests: `town` is rolled back, `fresh_town` keeps real commits."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256

import pytest
from django.test import Client
from psycopg import sql
from pytest_django import DjangoDbBlocker

from mulin.accounts.models import User
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import kind_by_key
from mulin.demo.persons import persons
from mulin.people.access import Actor, actor_for
from mulin.people.models import Organisation, Person, Post, Tenure
from mulin.people.rules import fingerprints
from mulin.places.models import Area, Building, Compound, Household
from tests.support import database
from tests.support.standing import Standing, standing, working_on

STANDING = "geography ground homes names plan organisations persons posts duties structure"
SHAPED_BY = (
    *(f"src/mulin/demo/{name}.py" for name in STANDING.split()),
    "src/mulin/people/roles.csv",
    "src/mulin/catalogue/data/community.csv",
)
COMMUNITY, GRID = "990102001002", "990102001002001"


class Town:
    """Names of the cast: `town.actor("gridworker")`, `town.resident`, `town.micro_grid`, `town.kind("0901")`."""

    def actor(self, key: str) -> Actor:
        """By demo login (all posts held), by post code (that post alone), or by the plan's person key."""
        if key.startswith("P-"):
            return Actor.for_post(key)
        user = User.objects.filter(login=key).first()
        return actor_for(user) if user else Actor.resident(self.person(key))

    def client(self, login: str) -> Client:
        """A browser in which somebody is logged in."""
        client = Client()
        client.force_login(User.objects.get(login=login), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def person(self, key: str) -> Person:
        """By key of the plan (`resident`, `neighbour`, `resident-007`) or by post code (its holder)."""
        if key.startswith("P-"):
            return Tenure.objects.select_related("person").get(post__code=key, during__upper_inf=True).person
        found = fingerprints({"phone": persons()[key].phone})["phone_hash"]
        return Person.objects.get(phone_hash=found)

    def area(self, code: str) -> Area:
        return Area.objects.get(code=code)

    def compound(self, name: str) -> Compound:
        return Compound.objects.get(name=name)

    def organisation(self, code: str) -> Organisation:
        return Organisation.objects.get(code=code)

    def post(self, code: str) -> Post:
        return Post.objects.get(code=code)

    def kind(self, code: str) -> Kind:
        """A kind of the community scheme, in force now: `0901` or `MUL-0901`."""
        return kind_by_key(f"MUL:{code.removeprefix('MUL-')}")

    district = cached_property(lambda self: self.area("990102000000"))
    street = cached_property(lambda self: self.area("990102001000"))
    other_street = cached_property(lambda self: self.area("990102002000"))
    community = cached_property(lambda self: self.area(COMMUNITY))
    other_community = cached_property(lambda self: self.area("990102001003"))
    grid = cached_property(lambda self: self.area(GRID))
    other_grid = cached_property(lambda self: self.area("990102001002004"))
    micro_grid = cached_property(lambda self: self.area(GRID + "01"))

    @cached_property
    def building(self) -> Building:
        """Number 1 of 柳桥苑, in `micro_grid`, where `resident` lives."""
        return Building.objects.get(area=self.micro_grid, number="00001")

    @cached_property
    def home(self) -> Household:
        """The door behind which `resident` lives."""
        return Household.objects.get(members__person=self.person("resident"))

    @cached_property
    def spot(self) -> tuple[float, float]:
        """A point inside `micro_grid`."""
        assert self.building.lng is not None and self.building.lat is not None
        return self.building.lng, self.building.lat

    def __getattr__(self, login: str) -> Actor:
        """`town.gridworker` is `town.actor("gridworker")`."""
        if login.startswith("_") or login not in persons():
            raise AttributeError(login)
        return self.actor(login)


def template_name(migrated: str) -> str:
    digest = sha256(migrated.encode())
    for pattern in SHAPED_BY:
        for path in sorted(database.ROOT.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"town_{digest.hexdigest()[:16]}"


def build_template(migrated: str, name: str) -> None:
    """The standing town on a clone of the migrated database, built by the command itself."""
    with database.CLUSTER.connect() as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, 'town_')")
        old = [row[0] for row in rows]
    for stale in old:
        database.drop(stale)
    passing = database.clone(migrated)
    environment = os.environ | {"MULIN_DATABASE": passing}
    command = [sys.executable, "-m", "mulin", "demo", "--structure"]
    done = subprocess.run(
        command, check=False, env=environment, capture_output=True, text=True, cwd=database.ROOT
    )
    if done.returncode:
        pytest.exit(f"the demo town cannot be built:\n{done.stdout}{done.stderr}", returncode=1)
    with database.CLUSTER.connect() as connection:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(passing), sql.Identifier(name)))


@pytest.fixture(scope="session")
def town_template(template: str) -> str:
    """The database that holds the town and nothing that happened in it."""
    name = template_name(template)
    with database.template_lock():
        if not database.has_database(name):
            build_template(template, name)
    return name


@pytest.fixture(scope="session")
def standing_town(
    town_template: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing[Town]]:
    with standing(town_template, Town, django_db_blocker) as made:
        yield made


@pytest.fixture
def town(standing_town: Standing[Town], django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """The cast on a database shared by the session; what the test does is rolled back."""
    with django_db_blocker.unblock(), standing_town.lent() as town:
        yield town


@pytest.fixture
def fresh_town(
    town_template: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Town]:
    """The cast on a whole database of its own, for commits, threads, servers and browsers."""
    name = database.clone(town_template)
    with django_db_blocker.unblock(), working_on(name):
        yield Town()
    database.leave(name)
