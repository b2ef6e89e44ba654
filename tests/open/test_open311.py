"""Open311 GeoReport v2: what any city's clients send and expect, and that nothing private leaves by this door."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.test import Client

from mulin.cases.actions.report import Place, report
from mulin.cases.commands import perform
from mulin.cases.models import Case
from mulin.catalogue.queries import current_kinds
from mulin.catalogue.rules.codes import code_of
from mulin.files.queries import photos_of
from mulin.lib import clock
from tests.open.conftest import Program, picture
from tests.shared_data import shared
from tests.support.cast import Town

ZONED = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$")
ROOT = "/open311/v2"


def get(path: str, **query: Any) -> Any:
    return Client().get(f"{ROOT}/{path}", query)


def conforms(name: str, body: Any) -> None:
    """By the published schemas, where they lie beside the checkout; the bare arrays of them are checked one by one."""
    path = shared("open311", "schemas", f"{name}.json")
    if path is None:
        return
    for one in body if isinstance(body, list) else [body]:
        jsonschema_rs.validate(json.loads(path.read_text(encoding="utf-8")), one)


@pytest.fixture
def code(town: Town) -> str:
    """The first public kind."""
    return get("services.json").json()[0]["service_code"]


@pytest.fixture
def post(town: Town, clerk: Program, code: str) -> Any:
    def send(fmt: str = "json", **given: Any) -> Any:
        lng, lat = town.spot
        fields = {
            "api_key": clerk.secret,
            "service_code": code,
            "lat": lat,
            "long": lng,
            "description": "路灯不亮",
        }
        sent = {name: value for name, value in (fields | given).items() if value is not None}
        return Client(enforce_csrf_checks=True).post(f"{ROOT}/requests.{fmt}", sent)

    return send


def number(answer: Any) -> str:
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()[0]["service_request_id"]


def test_services_are_the_public_kinds(town: Town) -> None:
    body = get("services.json").json()
    conforms("service", body)
    codes = {one["service_code"] for one in body}
    assert codes == {code_of(kind.key) for kind in current_kinds(None, "open311") if kind.public}
    assert not codes & {code_of(kind.key) for kind in current_kinds() if kind.secrecy != "public"}
    root = ElementTree.fromstring(get("services.xml").content)
    assert (root.tag, {one.findtext("metadata") for one in root}) == ("services", {"false"})
    one = get(f"services/{body[0]['service_code']}.json").json()
    conforms("service-definition", one)
    assert one == {"service_code": body[0]["service_code"], "attributes": []}
    assert get("services/MUL-0101.json").status_code == 404


def test_a_request_is_posted_and_read_back(town: Town, clerk: Program, post: Any, code: str) -> None:
    made = number(post(address_string="柳桥苑一号楼门口", first_name="梁", phone=""))
    (row,) = get(f"requests/{made}.json").json()
    conforms("request", row)
    assert (row["service_request_id"], row["status"], row["service_code"]) == (made, "open", code)
    assert row["description"] is None
    assert "梁" not in json.dumps(row, ensure_ascii=False)
    assert ZONED.match(row["requested_datetime"])
    assert town.community.name in row["address"]
    own = Client().get(f"{ROOT}/requests/{made}.json", {"api_key": clerk.secret}).json()
    assert own[0]["description"] == "路灯不亮"
    case = Case.objects.get(serial=int(made))
    assert (case.door, case.area) == ("open311", town.micro_grid)
    root = ElementTree.fromstring(get(f"requests/{made}.xml").content)
    assert (root.tag, root[0].tag, root[0].findtext("service_request_id")) == (
        "service_requests",
        "request",
        made,
    )
    told = get(f"tokens/{case.public_code}.json").json()
    assert told == [{"service_request_id": made, "token": case.public_code}]
    assert get("tokens/nobody.json").status_code == 404


def test_a_posted_xml_is_answered_in_xml(post: Any) -> None:
    answer = post("xml")
    assert answer.status_code == 201
    assert ElementTree.fromstring(answer.content).findtext("request/service_request_id")


def test_a_place_may_be_named_by_words_or_by_an_area(town: Town, post: Any) -> None:
    named = number(post(lat=None, long=None, address_string="柳桥苑北门"))
    assert Case.objects.get(serial=int(named)).community_id == town.community.pk
    known = number(post(lat=None, long=None, address_id=town.grid.code))
    assert Case.objects.get(serial=int(known)).area == town.grid


def test_photos_come_as_parts_and_show_once_they_are_checked(town: Town, post: Any) -> None:
    made = number(post(media=picture()))
    case = Case.objects.get(serial=int(made))
    photo = photos_of("case", case.pk).get()
    assert get(f"requests/{made}.json").json()[0]["media_url"] is None
    photo.public_checked = True
    photo.save()
    (row,) = get(f"requests/{made}.json", extensions="true").json()
    assert row["media_url"].endswith(f"/photo/{photo.pk}/")
    assert row["extended_attributes"]["photos"] == [row["media_url"]]


@pytest.mark.parametrize(
    ("given", "status", "field"),
    [
        ({"api_key": None}, 403, "api_key"),
        ({"api_key": "mln_wrong"}, 403, "api_key"),
        ({"service_code": ""}, 400, "service_code"),
        ({"service_code": "MUL-9999"}, 404, "service_code"),
        ({"service_code": "MUL-0101"}, 404, "service_code"),
        ({"lat": None, "long": None}, 400, "address_string"),
        ({"lat": ""}, 400, "lat"),
        ({"lat": "north"}, 400, "lat"),
        ({"lat": "nan"}, 400, "lat"),
        ({"long": "181"}, 400, "long"),
        ({"lat": None, "long": None, "address_id": "nowhere"}, 400, "address_id"),
        ({"description": "长" * 4001}, 400, "description"),
        ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"media_url": "http://["}, 400, "media_url"),
        ({"phone": "7"}, 400, "phone"),
        ({"jurisdiction_id": "nowhere.example"}, 404, "jurisdiction_id"),
    ],
)
def test_what_is_wrong_is_named(post: Any, given: dict, status: int, field: str) -> None:
    before = Case.objects.count()
    answer = post(**given)
    assert answer.status_code == status, answer.content.decode()
    (error,) = answer.json()
    assert error["code"] == status
    assert field in error["description"]
    assert Case.objects.count() == before
    root = ElementTree.fromstring(post("xml", **given).content)
    assert (root.tag, root[0].findtext("code")) == ("errors", str(status))


def test_a_broken_photo_leaves_nothing_behind(post: Any) -> None:
    before = Case.objects.count()
    broken = picture()
    broken.truncate(200)
    answer = post(media=broken)
    assert (answer.status_code, Case.objects.count()) == (400, before)
    assert "media" in answer.json()[0]["description"]


def test_private_cases_never_leave(town: Town, clerk: Program, code: str) -> None:
    secret = clerk.post(
        "/cases", {"text": "楼上楼下吵起来了", "kind": "MUL:0101", "area": town.grid.code}
    ).json()
    silent = clerk.post("/cases", {"text": "还没有定类别", "area": town.grid.code}).json()
    serials = [str(Case.objects.get(pk=one["id"]).serial) for one in (secret, silent)]
    for asked in ({}, {"api_key": clerk.secret}, {"service_request_id": ",".join(serials)}):
        assert get("requests.json", **asked).json() == []
    for serial in serials:
        assert get(f"requests/{serial}.json").status_code == 404
    assert get(f"tokens/{Case.objects.get(pk=secret['id']).public_code}.json").status_code == 404


def test_a_home_is_not_shown(town: Town, code: str) -> None:
    kind = next(kind for kind in current_kinds(None, "open311") if code_of(kind.key) == code)
    lng, lat = town.spot
    place = Place(lng=lng, lat=lat, household_id=town.home.pk, address="一号楼二单元301")
    case, _new = report(by=town.resident, door="resident", text="门口灯坏了", kind=kind, place=place)
    case.refresh_from_db()
    (row,) = get(f"requests/{case.serial}.json").json()
    assert (row["lat"], row["long"]) == (None, None)
    assert "301" not in row["address"]


def test_lists_are_narrowed_and_paged(town: Town, clerk: Program, post: Any, code: str) -> None:
    made = [number(post()) for _ in range(5)]
    closed = Case.objects.get(serial=int(made[0]))
    perform(closed, "decline", town.dispatcher, {"reason": "not_true", "reply": "现场没有发现。"})

    def ids(**query: Any) -> list[str]:
        answer = get("requests.json", **query)
        assert answer.status_code == 200, answer.content.decode()
        return [row["service_request_id"] for row in answer.json()]

    assert ids() == made[::-1]
    assert ids(status="closed") == made[:1]
    assert ids(status="open,closed") == made[::-1]
    assert ids(service_request_id=f"{made[1]},{made[3]},0,x", status="closed") == [made[3], made[1]]
    assert ids(page="2", page_size="2") == [made[2], made[1]]
    assert ids(page="9", page_size="2") == []
    assert ids(service_code=f"{code},MUL-9999", jurisdiction_id="testserver") == made[::-1]
    assert ids(service_code="MUL-9999") == []
    assert ids(jurisdiction_id=town.other_community.code) == []
    assert ids(status="", service_code="null", start_date="", page="") == made[::-1]
    tomorrow = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    yesterday = (clock.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert ids(start_date=yesterday, end_date=tomorrow) == made[::-1]
    assert ids(end_date=yesterday) == []
    assert set(ids(updated_after=yesterday)) == set(made)
    assert ids(updated_after=yesterday, status="closed") == made[:1]
    assert ids(updated_before=yesterday) == []
    conforms("request", get("requests.json").json())


def test_a_thousand_and_one_cases(town: Town, post: Any) -> None:
    first = Case.objects.get(serial=int(number(post())))
    names = [
        field.attname
        for field in Case._meta.concrete_fields
        if field.attname not in ("id", "serial", "public_code")
    ]
    shared_values = {name: getattr(first, name) for name in names}
    Case.objects.bulk_create([Case(**shared_values) for _ in range(1000)], batch_size=500)
    assert len(get("requests.json").json()) == 1000
    assert len(get("requests.json", page=2).json()) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "yesterday"}, {"start_date": "2026-13-01T00:00:00Z"}, {"start_date": "0001-01-01"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-02T00:00:01Z"},
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"status": "lost"}, {"page": "0"}, {"page": "x"}, {"page": "²"}, {"page_size": "1001"},
        {"updated_after": "2026"}, {"service_code": "x," * 200},
    ],
)  # fmt: skip
def test_wrong_questions_are_refused(town: Town, query: dict) -> None:
    answer = get("requests.json", **query)
    assert answer.status_code == 400
    assert answer.json()[0]["code"] == 400
    assert next(iter(query)) in answer.json()[0]["description"]


def test_every_other_address_answers_in_its_format(town: Town) -> None:
    assert get("nothing.json").json()[0]["code"] == 404
    assert ElementTree.fromstring(get("requests/none.xml").content).tag == "errors"
    assert get("requests/²²²²²².json").status_code == 404
    assert Client().post(f"{ROOT}/services.json").json()[0]["code"] == 405
    assert get("services.json")["Access-Control-Allow-Origin"] == "*"


def test_words_that_xml_cannot_hold_are_replaced(town: Town, clerk: Program, post: Any) -> None:
    made = number(post(description="坏\x0b字<&>\ufffe]]>"))
    answer = get(f"requests/{made}.xml", api_key=clerk.secret)
    assert ElementTree.fromstring(answer.content).findtext("request/description") == "坏\ufffd字<&>\ufffd]]>"


def test_nobody_without_a_key_may_hurry(town: Town, clerk: Program) -> None:
    settings.MULIN_OPEN_PER_MINUTE = 2
    answers = [get("services.json") for _ in range(6)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert get("services.json", api_key=clerk.secret).status_code == 200


def test_ids_are_words_to_json(post: Any) -> None:
    assert isinstance(post().json()[0]["service_request_id"], str)
    with pytest.raises(ValueError, match="badly formed"):
        UUID(number(post()))
