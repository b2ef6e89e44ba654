"""A case page says which post found a matter at work; who a resident is it never says."""

import re

import pytest

from mulin.cases.actions.report import People, Place, report
from mulin.cases.kinds import Audience
from mulin.cases.models import Case
from mulin.cases.queries.timeline import timeline
from mulin.people.access import Actor
from mulin.ui.cases.reporter import reporter_of
from tests.support.cast import Town


def told(town: Town, by: Actor, door: str, people: People | None = None) -> Case:
    lng, lat = town.spot
    place = Place(lng=lng, lat=lat, area=town.grid)
    return report(by=by, door=door, text="路灯不亮了", place=place, people=people or People())[0]


def shown(town: Town, login: str, case: Case, face: str = "desk") -> str:
    html = town.client(login).get(f"/{face}/cases/{case.pk}/").content.decode()
    found = re.search(r"<dt>上报人</dt>\s*<dd>([^<]*)", html)
    assert found is not None
    return " ".join(found[1].split())


@pytest.mark.parametrize("door", ["patrol", "inspection", "staff"])
def test_what_staff_found_names_their_post(town: Town, door: str) -> None:
    post = town.post("P-1201-GW").name
    case = told(town, town.gridworker, door)
    assert shown(town, "gridhead", case) == f"工作人员发现 · {post}"
    assert shown(town, "gridworker", case, "field").startswith(f"工作人员发现 · {post} ·")


def test_what_somebody_took_down_stays_without_the_tellers_name(town: Town) -> None:
    post = town.post("P-1201-GW").name
    case = told(town, town.gridworker, "phone")
    assert shown(town, "gridhead", case) == f"匿名，由{post}登记"


def test_a_resident_is_reached_by_the_relay_and_a_stranger_is_nobody(town: Town) -> None:
    nameless = told(town, Actor.resident(None), "resident")
    assert shown(town, "gridhead", nameless) == "匿名"
    own = told(town, Actor.resident(town.person("resident")), "resident")
    assert shown(town, "gridhead", own) == "经转接联系"


def test_readers_below_staff_learn_of_no_post(town: Town) -> None:
    case = told(town, town.gridworker, "staff")
    entries = timeline(case, Audience.REPORTER)
    assert reporter_of(case, entries, Audience.REPORTER, open_contact="") == "工作人员发现"
    open_one = told(town, town.gridworker, "staff")
    open_one.contact_open = True
    assert reporter_of(open_one, entries, Audience.STAFF, open_contact="可联系") == "可联系"
