"""The API: a program reports, lists, reads and acts as its post, and as nothing else."""

import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from mulin.accounts.actions.revoke_key import revoke_key
from mulin.accounts.queries import key_for
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.people.access import Actor
from tests.open.conftest import Program, picture, program
from tests.support.cast import Town
from tests.support.chinese import assert_no_english

LAMP = {"text": "柳桥苑一号楼门口的路灯不亮了。", "area": "990102001002001"}


def reported(sender: Program, **more: object) -> dict:
    answer = sender.post("/cases", LAMP | more)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_a_report_is_taken_in_once(town: Town, clerk: Program) -> None:
    lng, lat = town.spot
    sent = LAMP | {"id": str(uuid4()), "lng": lng, "lat": lat, "area": ""}
    first, second = clerk.post("/cases", sent), clerk.post("/cases", sent)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"] == sent["id"]
    assert first.json()["area"] == {"code": town.micro_grid.code, "name": town.micro_grid.name}
    assert first.json()["door"] == "api"
    stranger = program("P-D-LDR").post("/cases", sent)
    assert stranger.status_code == 404
    assert Case.objects.filter(pk=sent["id"]).count() == 1


def test_the_same_reference_is_one_case(clerk: Program) -> None:
    first = reported(clerk, source_ref="GD-77")
    again = clerk.post("/cases", LAMP | {"source_ref": "GD-77"})
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    other = program("P-13-DSP").post("/cases", LAMP | {"source_ref": "GD-77"})
    assert (other.status_code, list(other.json()["errors"])) == (409, ["source_ref"])


@pytest.mark.parametrize("ref", ["tour:{}", "check:{}:0", "diary:{}", "target:{}", " Round :{}"])
def test_nobody_pretends_to_come_from_our_own_rounds(clerk: Program, ref: str) -> None:
    sent = LAMP | {"source_ref": ref.format(uuid4()), "door": "inspection"}
    for _again in range(2):
        answer = clerk.post("/cases", sent)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["source_ref"])
        assert "本系统自用" in answer.json()["errors"]["source_ref"]
    assert not Case.objects.filter(source_ref=sent["source_ref"]).exists()
    assert reported(clerk, source_ref="巡查:77", door="inspection")["door"] == "inspection"


def test_domestic_maps_are_turned_to_wgs84(town: Town, clerk: Program) -> None:
    case = reported(clerk, lng=116.404, lat=39.915, crs="gcj02")
    kept = Case.objects.get(pk=case["id"])
    assert kept.lng == pytest.approx(116.39775, abs=1e-4)


def test_lists_are_paged_and_narrowed(town: Town, clerk: Program) -> None:
    ids = [reported(clerk)["id"] for _ in range(5)]
    first = clerk.get("/cases", area=town.community.code, state="open", mine=1, limit=3).json()
    rest = clerk.get(
        "/cases", area=town.community.code, state="open", mine=1, limit=3, cursor=first["next_cursor"]
    ).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == ids[::-1]
    assert rest["next_cursor"] == ""
    assert clerk.get("/cases", state="closed", mine=1).json()["items"] == []
    assert len(clerk.get("/cases", state="reported", door="api", mine=1).json()["items"]) == 5
    assert clerk.get("/cases", kind="MUL-0203", mine=1).json()["items"] == []
    assert clerk.get("/cases", since=str(clock.today() + timedelta(days=1))).json()["items"] == []


def test_a_case_is_read_with_its_history_and_acted_on(town: Town, clerk: Program) -> None:
    case = reported(clerk)
    whole = clerk.get(f"/cases/{case['id']}").json()
    assert whole["text"] == LAMP["text"]
    assert [entry["verb"] for entry in whole["history"]] == ["report"]
    assert whole["history"][0]["words"][0]["text"] == LAMP["text"]
    verbs = {verb["name"]: verb for verb in whole["verbs"]}
    assert "file" in verbs
    filed = clerk.post(
        f"/cases/{case['id']}/file", {"kind": "MUL:0203", "expected_version": whole["version"]}
    )
    assert filed.status_code == 200, filed.content.decode()
    assert (filed.json()["state"], filed.json()["version"]) == ("filed", whole["version"] + 1)
    again = clerk.get(f"/cases/{case['id']}").json()
    for moment in ("created_at", "promised_by", "next_due"):
        assert filed.json()[moment] == again[moment]
        assert again[moment].endswith("Z")
    late = clerk.post(f"/cases/{case['id']}/dispatch", {"expected_version": whole["version"]})
    assert (late.status_code, late.json()["changed"]) == (409, ["file"])
    wrong = clerk.post(f"/cases/{case['id']}/file", {"kind": "MUL:0203"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_state")
    missing = clerk.post(f"/cases/{case['id']}/decline", {})
    assert missing.status_code == 400
    assert set(missing.json()["errors"]) >= {"reason", "reply"}


def test_somebody_else_is_told_nothing(town: Town, clerk: Program) -> None:
    case = reported(clerk)
    stranger = program("P-13-DSP")
    assert stranger.get(f"/cases/{case['id']}").status_code == 404
    assert stranger.post(f"/cases/{case['id']}/file", {}).status_code == 404
    assert stranger.get("/cases", area=town.community.code).json()["items"] == []
    assert clerk.get(f"/cases/{uuid4()}").json() == stranger.get(f"/cases/{case['id']}").json()


def test_a_resident_uses_the_session_with_its_token(town: Town) -> None:
    client = town.client("resident")
    made = client.post("/api/v1/cases", LAMP | {"kind": "MUL:0203"}, content_type="application/json")
    assert (made.status_code, made.json()["door"]) == (201, "resident")
    whole = client.get(f"/api/v1/cases/{made.json()['id']}").json()
    assert "withdraw" in {verb["name"] for verb in whole["verbs"]}
    assert whole["next_due"] is None
    assert [one["id"] for one in client.get("/api/v1/cases?mine=1").json()["items"]] == [made.json()["id"]]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post("/api/v1/cases", LAMP, content_type="application/json").status_code == 403


def test_the_reporter_reads_no_words_of_the_house(town: Town, clerk: Program) -> None:
    client = town.client("resident")
    made = client.post("/api/v1/cases", LAMP, content_type="application/json").json()
    note = clerk.post(f"/cases/{made['id']}/note", {"text": "内部：先问物业。"})
    assert note.status_code == 200, note.content.decode()
    assert "先问物业" in json.dumps(clerk.get(f"/cases/{made['id']}").json(), ensure_ascii=False)
    answer = client.get(f"/api/v1/cases/{made['id']}")
    assert "先问物业" not in json.dumps(answer.json(), ensure_ascii=False)


def test_without_a_key_in_force_nothing_opens(town: Town, clerk: Program) -> None:
    assert Client().get("/api/v1/cases").status_code == 401
    assert Program("mln_wrong").get("/cases").status_code == 401
    row = key_for(clerk.secret)
    assert row is not None
    revoke_key(row, by=Actor.system("tests"))
    answer = clerk.get("/cases")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_places_kinds_and_figures(town: Town, clerk: Program) -> None:
    lng, lat = town.spot
    found = Client().get("/api/v1/areas", {"lng": lng, "lat": lat}).json()
    assert found["items"][-1]["code"] == town.micro_grid.code
    assert found["items"][-1]["rank"] == "micro_grid"
    one = Client().get(f"/api/v1/areas/{town.community.code}").json()
    assert [area["code"] for area in one["chain"]][-1] == town.community.code
    assert Client().get("/api/v1/areas/nowhere").status_code == 404
    below = Client().get("/api/v1/areas", {"parent": town.community.code}).json()["items"]
    assert town.grid.code in {area["code"] for area in below}
    kinds = Client().get("/api/v1/kinds", {"door": "rider"}).json()
    assert kinds and all(kind["concern"] in ("place", "thing") for kind in kinds)
    figures = clerk.get("/tallies", area=town.community.code, **{"from": "2026-01-01", "to": "2026-01-31"})
    assert figures.json()["since"] == "2026-01-01"
    assert clerk.get("/tallies", area=town.other_community.code).status_code == 404
    assert (
        clerk.get(
            "/tallies", area=town.community.code, **{"from": "2026-02-01", "to": "2026-01-31"}
        ).status_code
        == 400
    )


def test_photos_come_by_the_reporter_and_those_who_work_there(town: Town, clerk: Program) -> None:
    client = town.client("resident")
    made = client.post("/api/v1/cases", LAMP, content_type="application/json").json()
    path = f"/api/v1/cases/{made['id']}/photos"
    kept = client.post(path, {"photos": [picture()]})
    assert kept.status_code == 201, kept.content.decode()
    assert client.get(kept.json()[0]["thumb"]).status_code == 200
    assert client.post(path, {"photos": [picture()], "stage": "after"}).status_code == 404
    after = clerk.client.post(path, {"photos": [picture()], "stage": "after"})
    assert after.status_code == 201
    broken = client.post(path, {"photos": [io.BytesIO(b"no picture")]})
    assert broken.status_code == 400
    assert client.post(path, {"stage": "before"}).status_code == 400
    assert program("P-13-DSP").client.post(path, {"photos": [picture()]}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "null", "7", '"text"', "[" * 5000, '{"text": 7}', '{"text": "灯", "lng": "x"}',
        '{"text": "灯", "lng": 1}', '{"text": "灯", "lng": NaN, "lat": 1}', '{"text": "灯", "id": "7"}',
        '{"text": "灯", "surplus": 1}', '{"text": "灯", "area": "nowhere"}', '{"text": "灯", "kind": "NO-1"}',
        '{"text": "灯", "door": "moon"}', '{"text": "灯", "door": "meter"}', '{"text": "灯\\u0000"}',
        '{"text": "\\ud800"}', '{"text": "  "}', '{"text": "灯", "captured_at": "0001-01-01T00:00:00Z"}',
        '{"text": "灯", "title": "' + "长" * 121 + '"}', '{"text": "' + "长" * 8001 + '"}',
        '{"text": "灯", "reporter": {"phone": "7"}}', '{"text": "灯", "source_ref": "' + "7" * 81 + '"}',
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_field_named(clerk: Program, body: str) -> None:
    before = Case.objects.count()
    answer = clerk.post("/cases", body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert Case.objects.count() == before
    if body.startswith('{"text'):
        assert answer.json()["errors"]


@pytest.mark.parametrize("body", ["{", "[]", "null", "[" * 5000])
def test_a_verb_wants_an_object(clerk: Program, body: str) -> None:
    assert clerk.post(f"/cases/{reported(clerk)['id']}/note", body).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": {"a": 1}}, {"kind": ["MUL:0203"]}, {"kind": "²²"}, {"urgency": 7}, {"expected_version": "²"},
        {"expected_version": -1}, {"kind": "MUL:0203\0"}, {"expected_version": 10**30}, {"standard": "٣"},
    ],
)  # fmt: skip
def test_odd_fields_of_a_verb(clerk: Program, fields: dict) -> None:
    answer = clerk.post(f"/cases/{reported(clerk)['id']}/file", fields)
    assert answer.status_code in (400, 409), answer.content.decode()


def test_a_long_list_of_odd_queries(clerk: Program) -> None:
    for query in (
        "cursor=x",
        "limit=0",
        "limit=101",
        "state=moon",
        "since=0001-01-01",
        "area=nowhere",
        "mine=7x",
    ):
        assert clerk.client.get(f"/api/v1/cases?{query}").status_code == 400, query
    assert clerk.client.get("/api/v1/cases/7").status_code == 404
    assert clerk.client.get("/api/v1/nothing").status_code == 404
    assert clerk.client.delete("/api/v1/cases").status_code == 405


def test_nobody_without_a_key_may_hurry(town: Town, clerk: Program) -> None:
    settings.MULIN_OPEN_PER_MINUTE = 3
    answers = [Client().get("/api/v1/areas").status_code for _ in range(8)]
    assert 429 in answers
    assert Client().get("/api/v1/areas")["Retry-After"]
    assert clerk.get("/areas").status_code == 200


def test_the_description_and_its_page(town: Town) -> None:
    assert Client().get("/api/v1/openapi.json").json()["paths"]["/api/v1/cases"]["post"]
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    assert_no_english(page.content.decode(), allow={"RFC"})
