"""Naughty strings and random requests: refused or kept as they are, never a fault of ours."""

import json
from typing import Any

import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings

from mulin.cases.models import Case, Words
from mulin.surfaces.open.api.site import api
from tests.open.conftest import Program, clerk, unhurried
from tests.shared_data import shared
from tests.support.cast import Town

__all__ = ["clerk", "unhurried"]

ALWAYS = ["", " ", "\0", "\ud800", "<script>alert(1)</script>", "' OR 1=1 --", "\u202e左右", "👩‍👩‍👧", "𬭎䶮", "{{7*7}}",
          "%s%n", "../../etc/passwd", "\r\nSet-Cookie: a=b", "长" * 9000, "ﷺ" * 50, "\ufeff零", "NULL", "-1", "1e309"]  # fmt: skip
FIELDS = (
    "text",
    "title",
    "address",
    "source_ref",
    "kind",
    "area",
    "door",
    "urgency",
    "id",
    "lng",
    "captured_at",
)
ARGUMENTS = (
    "description", "address_string", "service_code", "lat", "first_name", "phone", "media_url", "api_key",
)  # fmt: skip


def naughty(step: int = 1) -> list[str]:
    path = shared("odd_inputs", "blns.json")
    return ALWAYS + (json.loads(path.read_text(encoding="utf-8"))[::step] if path else [])


def test_naughty_reports_are_kept_intact_or_refused(town: Town, clerk: Program) -> None:
    sent: dict[str, str] = {}
    for text in naughty(5):
        answer = clerk.post("/cases", json.dumps({"text": f"灯{text}坏", "area": town.grid.code}))
        assert answer.status_code in (201, 400), (text, answer.status_code)
        if answer.status_code == 201:
            sent[answer.json()["id"]] = f"灯{text}坏"
    kept = {str(case): text for case, text in Words.objects.filter(case__in=sent).values_list("case", "text")}
    assert kept == sent
    assert len(kept) > 14


def test_naughty_values_of_every_field(town: Town, clerk: Program) -> None:
    for number, text in enumerate(naughty(5)):
        field = FIELDS[number % len(FIELDS)]
        answer = clerk.post("/cases", json.dumps({"text": "灯坏了", "area": town.grid.code} | {field: text}))
        assert answer.status_code in (200, 201, 400, 404, 409), (field, text, answer.content)
        if answer.status_code == 201 and field in ("title", "address"):
            kept = getattr(Case.objects.get(pk=answer.json()["id"]), field)
            assert kept == text.strip() or not text.strip()


def test_naughty_arguments_of_open311(town: Town, clerk: Program) -> None:
    code = Client().get("/open311/v2/services.json").json()[0]["service_code"]
    for number, text in enumerate(naughty(9)):
        said = text.encode("utf-8", "replace").decode()
        sent = {"api_key": clerk.secret, "service_code": code, "address_string": "柳桥苑"}
        sent[ARGUMENTS[number % len(ARGUMENTS)]] = said
        answer = Client().post("/open311/v2/requests.xml", sent)
        assert answer.status_code in (201, 400, 403, 404), (sent, answer.content)
        asked = Client().get("/open311/v2/requests.json", {"status": said[:50], "page_size": 2})
        assert asked.status_code in (200, 400), (text, asked.content)


def send(clerk: Program, case: Any) -> Any:
    """A made-up request through the test client, so that the test's transaction holds."""
    path = f"{case.formatted_path}"
    query = {name: str(value) for name, value in (case.query or {}).items()}
    if case.method == "GET":
        return clerk.client.get(path, query)
    if case.media_type == "multipart/form-data":
        body = case.body if isinstance(case.body, dict) else {}
        return clerk.client.post(path, {name: str(value) for name, value in body.items()})
    body = case.body if isinstance(case.body, dict | list | str | int | float | bool) else {}
    return clerk.client.post(path, json.dumps(body), content_type="application/json")


def test_random_requests_find_no_fault(town: Town, clerk: Program) -> None:
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    tried = 0
    quick = settings(
        max_examples=4,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    for found in schema.get_all_operations():

        def attempt(case: Any) -> None:
            answer = send(clerk, case)
            assert answer.status_code < 500, (case.method, case.path, answer.content)

        quick(given(case=found.ok().as_strategy())(attempt))()
        tried += 1
    assert tried == sum(map(len, api.get_openapi_schema()["paths"].values())) >= 10
