"""Whatever is typed into the forms of tours is kept or refused, never a fault of ours."""

from typing import Any

import pytest

from mulin.tours.actions.draw import draw
from mulin.tours.actions.look import find
from mulin.tours.models import Tour
from mulin.tours.queries.audit import misfits
from tests.proofs.test_odd_requests import ALWAYS
from tests.support.cast import Town
from tests.tours.pages import QUEUE, form_of, make_tour, today_is_the_day

pytestmark = pytest.mark.proof
ANSWERED = (200, 302, 400, 404, 409, 414)
TERM = {"name": "田桂芝", "phone": "15400000888", "begins": "2026-11-01", "ends": "", "named_by": "居民会议"}


def each_field(form: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Every odd text in every field, one at a time."""
    clean = [text.encode("utf-8", "replace").decode() for text in ALWAYS]
    return [(form | {name: text}, name) for name in form for text in clean]


def test_odd_words_in_the_forms_of_the_desk(town: Town) -> None:
    desk, tour = town.client("secretary"), make_tour(town)
    home = f"/desk/tours/{tour.pk}/"
    stop = tour.stops.all()[0]
    forms: dict[str, dict[str, Any]] = {
        "/desk/tours/new/": form_of(town) | {"id": ""},
        f"{home}change/": form_of(town),
        f"{home}stops/": {"lines": "面馆", "kind": "shop", "bodies": "", "things": ""},
        f"{home}route/": {f"n-{stop.pk}": "1"},
        f"{home}end/": {"came": ""},
        "/desk/representatives/": TERM | {"area": str(town.community.pk), "id": ""},
        f"/desk/representatives/{town.resident.person_id}/end/": {"on": ""},
    }
    for path, form in forms.items():
        for sent, name in each_field(form):
            answer = desk.post(path, sent)
            assert answer.status_code in ANSWERED, (path, name, sent[name][:40])
    assert list(misfits()) == []


def test_odd_words_of_findings_and_answers(town: Town) -> None:
    tour = draw(make_tour(town), by=town.secretary)
    today_is_the_day(tour)
    stop = tour.stops.all()[0]
    found = find(Tour.objects.get().stops.all()[0], text="堆物", addressee="shop", by=town.gridworker)
    phone, desk = town.client("gridworker"), town.client("secretary")
    for sent, name in each_field(QUEUE | {"id": ""}):
        answer = phone.post(f"/field/tours/stops/{stop.pk}/find/", sent)
        assert answer.status_code in ANSWERED, (name, sent[name][:40])
    for sent, name in each_field({"a-exit": "yes", "n-exit": "", "a-extinguisher": "", "a-note": ""}):
        answer = phone.post(f"/field/tours/stops/{stop.pk}/", sent)
        assert answer.status_code in ANSWERED, (name, sent[name][:40])
    for sent, name in each_field({"verb": "reply", "text": "", "id": ""}):
        answer = desk.post(f"/desk/tours/findings/{found.pk}/", sent)
        assert answer.status_code in ANSWERED, (name, sent[name][:40])
    for text in ALWAYS:
        odd = text.encode("utf-8", "replace").decode()
        assert desk.get("/desk/tours/", {"cursor": odd}).status_code in ANSWERED
        assert desk.get("/desk/tours/findings/", {"cursor": odd, "tab": odd}).status_code in ANSWERED
        assert desk.get("/desk/representatives/", {"cursor": odd}).status_code in ANSWERED
        assert desk.get("/tours/", {"cursor": odd}).status_code in ANSWERED
