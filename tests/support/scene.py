"""What the permission matrix is walked over: a few cases, a stranger from another district, and every address."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from mulin.accounts.models import SavedView, User
from mulin.campaigns.actions.add_targets import Draft, add_targets
from mulin.campaigns.actions.hold_outreach import publish
from mulin.campaigns.actions.plan_outreach import Plan, plan_outreach
from mulin.campaigns.actions.start import start
from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.enter import enter
from mulin.care.models import Alert, Entry
from mulin.cases.access import reporter_key
from mulin.cases.actions.report import Place, report
from mulin.cases.commands import perform
from mulin.cases.models import Case, Group
from mulin.catalogue.models import Edition
from mulin.diary.actions.topic import open_topic
from mulin.diary.actions.write import write
from mulin.files.actions.store import store_photo
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.record_consent import record_consent
from mulin.people.models import Organisation, Person, Post, Role, Scope, Team, Tenure
from mulin.places.kinds import Rank
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.make_due import make_due
from mulin.rounds.actions.make_plan import NewPlan, make_plan
from mulin.rounds.models import Occurrence, VisitRule
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import ThingKind
from tests.support.cast import Town
from tests.support.touring import of_tours
from tests.support.world import make_area

STRANGER = "stranger"
LOGIN = "login"
ONWARD = "onward"


@dataclass
class Scene:
    """The town with a public case under way, a confidential one, and one that nobody put a name to."""

    town: Town
    case: Case
    secret: Case
    nameless: Case
    photo: str
    more: dict[str, Any] = field(default_factory=dict)

    def values(self, name: str, parameters: list[str], about: str) -> dict[str, Any]:
        """Something true for every part of an address."""
        case = {"secret": self.secret, "nameless": self.nameless}.get(about, self.case)
        if "key" in parameters:
            case = self.nameless
        known: dict[str, Any] = {
            "case_id": case.pk,
            "other_id": self.secret.pk,
            "verb": "note",
            "key": reporter_key(case.pk),
            "photo_id": self.photo,
            "number": case.serial,
            "fmt": "json",
            "token": case.public_code,
            "code": case.public_code,
            "rest": "moon",
            "act_id": case.pk,
            "device_id": case.pk,
            **self.more,
        }
        known |= self.more.get(name, {})
        return {parameter: known.get(parameter, 1) for parameter in parameters}


def make_scene(town: Town) -> Scene:
    lng, lat = town.spot
    place = Place(lng=lng, lat=lat)
    kind = town.kind("0901")

    def made(by: Actor, code: str) -> Case:
        found, _new = report(
            by=by, door="resident", text="单元门口有一处坏了", kind=town.kind(code), place=place
        )
        return found

    case = made(town.resident, "0901")
    photo = store_photo(picture(), owner_kind="case", owner_id=str(case.pk), stage="before", by=town.resident)
    secret, nameless = made(town.resident, "0101"), made(Actor.resident(None), "0901")
    water = Post.objects.get(code="P-WATER-1").organisation
    assert water is not None
    case = perform(case, "file", town.dispatcher, {"kind": kind.key})
    case = perform(case, "dispatch", town.dispatcher, {"organisation": water.code, "reason": "归口办理"})
    make_stranger(town)
    for one in (case, secret, nameless):
        one.refresh_from_db()
    return Scene(town, case, secret, nameless, str(photo.pk), _beside(town, case))


def _beside(town: Town, case: Case) -> dict[str, Any]:
    """Rows that other addresses need, by the names of the addresses' parts or of the addresses."""
    view = SavedView.objects.create(
        owner=User.objects.get(login="dispatcher"), page="desk.inbox", name="我的", query=""
    )
    group = Group.objects.create(title="单元门口", district_id=town.district.pk, size=2)
    Case.objects.filter(pk=case.pk).update(group=group)
    kind = town.kind("0901")
    draft = Edition.objects.filter(scheme=kind.edition.scheme).order_by("number").first()
    card = {"code": town.building.entrances.order_by("pk")[0].card_code}
    entry, alert = _cared_for(town)
    due = call_on(town.home, VisitRule.objects.all()[0], person=entry.person, by=Actor.system("tests"))
    return {
        "care:calling": {"calling_id": due.pk},
        "care:entry": {"entry_id": entry.pk},
        "care:paper": {"entry_id": entry.pk},
        "alert_id": alert.pk,
        "delivery_id": entry.pk,
        "view_id": view.pk,
        "group_id": group.pk,
        "area_id": town.grid.pk,
        "person_id": town.person("resident").pk,
        "post_id": town.post("P-12-DSP").pk,
        "organisation_id": town.post("P-WATER-1").organisation_id,
        "ops:post_households": {"post_id": town.post("P-1201-GW").pk},
        "ops:role": {"code": "grid_worker"},
        "shift_id": 0,
        **make_rounds(town),
        "team_id": Team.objects.order_by("pk")[0].pk,
        "edition_id": (draft or kind.edition).pk,
        "kind_id": kind.pk,
        "resident:card": card,
        "resident:sheet": card,
        "open311:service": {"code": kind.key.replace(":", "-")},
        "api:area": {"code": town.grid.code},
        **_of_campaigns(town),
        **of_tours(town),
    }


def _of_campaigns(town: Town) -> dict[str, Any]:
    """A campaign with a target, a published week, a line of the diary and a topic."""
    day, by = clock.today(), town.secretary
    campaign = start(area=town.community, name="飞线清理", begins=day, ends=day, by=by)
    target = add_targets(campaign, [Draft(label="一号车棚", area=town.grid)], by=by)[0]
    plan = Plan(kind="service", theme="clinic", title="义诊", begins=day, ends=day, places="社区广场")
    week = publish(plan_outreach(plan, area=town.community, by=by), by=by)
    entry, _new = write(area=town.grid, theme="parking", text="停车难", by=town.gridworker)
    topic = open_topic(area=town.community, name="停车难", theme="parking", by=by)
    return {
        "campaign_id": campaign.pk,
        "target_id": target.pk,
        "outreach_id": week.pk,
        "entry_id": entry.pk,
        "topic_id": topic.pk,
        "resident:week": {"code": week.code},
    }


def make_rounds(town: Town) -> dict[str, Any]:
    """A patrol of the grid that is due, and a thing in it."""
    house = Actor.system("scene")
    kind = ThingKind.objects.get(code="extinguisher")
    thing = register_thing(NewThing(kind, "一层灭火器", building=town.building), by=house)
    plan = make_plan(
        NewPlan(
            family="patrol", name="巡查", area=town.grid, rhythm="FREQ=DAILY", holidays="keep", starts_at=time(0),
            window=1440, posts=[town.post("P-1201-GW")], checklist_key="patrol",
        ),
        by=house,
    )  # fmt: skip
    make_due()
    occurrence = Occurrence.objects.get(plan=plan)
    calling = call_on(town.home, VisitRule.objects.get(code="monthly"), by=house)
    return {
        "plan_id": plan.pk,
        "round_id": occurrence.pk,
        "stop": 0,
        "checklist_id": occurrence.checklist_id,
        "ops:item": {"code": "passage"},
        "ops:item_act": {"code": "passage"},
        "calling_id": calling.pk,
        **{name: {"code": thing.code} for name in ("field:thing", "desk:thing", "resident:thing")},
    }


def _cared_for(town: Town) -> tuple[Entry, Alert]:
    """The resident on the care list, with an alert."""
    record_consent(town.person("resident"), purpose="care", means="paper", by=Actor.system("tests"))
    worker = town.actor("P-12-STF-1")
    entry = enter(
        town.person("resident"),
        household=town.home,
        whys=["alone"],
        level="weekly",
        review_on=clock.today() + timedelta(days=30),
        by=worker,
    )
    return entry, raise_by_hand(entry, by=worker)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), (90, 90, 90)).save(out, "JPEG")
    return out.getvalue()


def make_stranger(town: Town) -> User:
    """A department's worker of another district, with a login."""
    parent = town.district.parent
    district = make_area("邻区", Rank.DISTRICT, parent)
    organisation = Organisation.objects.create(
        code="ORG-FAR", name="邻区供水公司", kind="utility", area=district
    )
    post = Post.objects.create(
        code="P-FAR-1",
        name="邻区办理员",
        role=Role.objects.get(code="department_worker"),
        organisation=organisation,
    )
    Scope.objects.create(post=post, area=district)
    user = User.objects.create(login=STRANGER)
    person = Person.objects.create(registered=clock.now(), account=user)
    Tenure.objects.create(
        post=post, person=person, during=DateRange(clock.today() - timedelta(days=9), None), one_holder=False
    )
    return user


@dataclass(frozen=True)
class Address:
    """A named pattern of the resolver."""

    name: str
    parameters: tuple[str, ...]


def addresses(
    resolver: URLResolver | None = None, space: str = "", above: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Every pattern there is."""
    for pattern in (resolver or get_resolver()).url_patterns:
        parameters = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name or pattern.pattern}", parameters)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, inner, parameters)


def path_of(scene: Scene, address: Address, about: str = "") -> str:
    values = scene.values(address.name, list(address.parameters), about)
    return reverse(address.name, kwargs=values or None)


def outcome(answer: HttpResponseBase) -> int | str:
    """The status; a way to the login and a way onward by name."""
    if answer.status_code in (301, 302, 303, 307):
        return LOGIN if answer.headers["Location"].startswith("/login/") else ONWARD
    return answer.status_code


def visit(client: Client, method: str, path: str) -> int | str:
    """One request whose traces are wiped out again, the session included."""
    cookies = client.cookies.output()
    with transaction.atomic():
        answer = client.get(path) if method == "GET" else client.post(path)
        b"".join(answer)
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return outcome(answer)
