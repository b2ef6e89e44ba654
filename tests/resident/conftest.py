"""The resident pages' tests: a district in the small, with a house, its door and public kinds of matter."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import LazySettings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from PIL import Image

from mulin.accounts.models import User
from mulin.cases.models import Case
from mulin.catalogue.kinds import Concern, Track
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.ids import uuid7
from mulin.people.models import HouseholdMember, Person, Tenure
from mulin.people.rules import fingerprints
from mulin.places.models import Area, AreaBoundary, Building, Compound, Entrance, Household
from tests.support.world import World, now, world

__all__ = ["now", "world"]

BACKEND = "django.contrib.auth.backends.ModelBackend"
LNG, LAT = 120.1001, 30.2001


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@dataclass
class House:
    compound: Compound
    building: Building
    entrance: Entrance
    household: Household


@pytest.fixture
def house(world: World) -> House:
    """Number 1 of 柳桥苑, at a point that the micro-grid holds."""
    ring = [[120.0, 30.1], [120.2, 30.1], [120.2, 30.3], [120.0, 30.3], [120.0, 30.1]]
    area = Area.objects.get(pk=world.micro.pk)
    AreaBoundary.objects.create(
        area=area, version=1, drawn_on="2020-01-01", geojson={"type": "Polygon", "coordinates": [ring]}
    )
    Area.objects.filter(pk=area.pk).update(bbox=(120.0, 30.1, 120.2, 30.3), shape_version=1, lng=LNG, lat=LAT)
    compound = Compound(
        code="C1", name="柳桥苑", short_name="柳桥苑", name_key="liuqiaoyuan", area=world.community
    )
    compound.take_lineage(world.community)
    compound.save()
    building = Building(
        area=area, compound=compound, number="00001", name="1号楼", name_key="1", lng=LNG, lat=LAT,
        bbox=(LNG, LAT, LNG, LAT),
    )  # fmt: skip
    building.take_lineage(area)
    building.save()
    entrance = Entrance.objects.create(building=building, name="1单元", card_code="Kf7mQ2xY9wPb3HnT")
    household = Household(entrance=entrance, door="501", area=area)
    household.take_lineage(area)
    household.save()
    return House(compound, building, entrance, household)


@pytest.fixture
def lamp(world: World) -> Kind:
    return named(world.kind("lamp", keywords=["路灯", "不亮"]), "路灯不亮")


@pytest.fixture
def gas(world: World) -> Kind:
    return named(world.kind("gas", track=Track.EMERGENCY, call_first="119"), "燃气泄漏")


@pytest.fixture
def question(world: World) -> Kind:
    found = world.kind("enquiry", track=Track.ENQUIRY)
    found.concern = Concern.SERVICE
    return named(found, "政策咨询")


@pytest.fixture
def resident(world: World) -> User:
    """Who lives in the world and is logged in with an account."""
    account = User.objects.create(login="居民甲")
    Person.objects.create(account=account, registered=clock.now(), name="王小明", phone="13800000001")
    return account


@pytest.fixture
def at_home(resident: User, house: House) -> User:
    HouseholdMember.objects.create(
        household=house.household,
        person=Person.objects.get(account=resident),
        during=DateRange(clock.today() - timedelta(days=100), None),
    )
    return resident


@pytest.fixture
def rider(world: World) -> Client:
    actor = world.post("part_time_worker", world.community)
    account = User.objects.create(login="骑手甲")
    Person.objects.filter(pk=Tenure.objects.get(post_id=actor.post_id).person_id).update(account=account)
    return logged_in(account)


@pytest.fixture
def browser(resident: User) -> Client:
    return logged_in(resident)


def named(kind: Kind, name: str) -> Kind:
    kind.name = name
    kind.save()
    return kind


def logged_in(account: User) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def jpeg(colour: str = "teal", size: tuple[int, int] = (640, 480)) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    out.seek(0)
    out.name = "photo.jpg"
    return out


def form(**more: object) -> dict[str, object]:
    """A report as the page sends it."""
    given: dict[str, object] = {
        "id": str(uuid7()),
        "text": "3号楼前的路灯坏了三天，晚上很黑",
        "address": "柳园社区3号楼前",
    }
    return given | more


def from_number(person: Person, phone: str) -> None:
    """Whoever has this number is this person."""
    person.phone, person.phone_hash = phone, fingerprints({"phone": phone})["phone_hash"]
    person.save()


def broken_jpeg(data: bytes) -> BytesIO:
    out = BytesIO(data)
    out.name = "x.jpg"
    return out


def only_case() -> Case:
    return Case.objects.get()
