"""Open311's discovery: where the endpoint is, and whether it is for tests."""

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from mulin.places.models import Area
from tests.open.test_open311 import get
from tests.support.cast import Town


def test_discovery_says_where_and_what(town: Town) -> None:
    body = get("discovery.json").json()
    assert set(body) == {"changeset", "contact", "key_service", "endpoints"}
    (endpoint,) = body["endpoints"]
    assert endpoint["specification"].endswith("_v2")
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["type"] == "test"
    answer = get("discovery.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert [one.text for one in root.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


@pytest.mark.parametrize(("demo", "codes"), [(False, "99"), (True, "37")])
def test_real_ground_is_in_production(town: Town, demo: bool, codes: str) -> None:
    before, settings.DEMO = settings.DEMO, demo
    try:
        if codes != "99":
            Area.objects.filter(code__startswith="99").update(code=Concat(Value(codes), Substr("code", 3)))
        (endpoint,) = get("discovery.json").json()["endpoints"]
    finally:
        settings.DEMO = before
    assert endpoint["type"] == "production"
