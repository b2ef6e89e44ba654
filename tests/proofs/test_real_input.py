"""Real messages and requests come in whole, once, in place; kinds are proposed and repeats grouped."""

import csv
import gzip
import sys
from pathlib import Path
from time import perf_counter

import pytest
from django.conf import settings

from mulin.bench.replay import replay
from mulin.cases.imports import take_cases
from mulin.cases.models import Case, Clock, Group, KindSuggestion, Words
from mulin.cases.queries.audit import misfits
from mulin.catalogue.actions.load_builtin import load_builtin
from mulin.insight.queries import wrong_tallies
from mulin.lib.intake import Fate
from mulin.lib.tables import read
from mulin.people.access import Actor
from mulin.places.imports import take_areas
from mulin.places.kinds import Rank
from mulin.places.queries import locate_many
from mulin.reactions.learning import learn, look
from mulin.reactions.relay import relay_many
from tests.shared_data import data
from tests.support.cast import Town

MESSAGES = {"title": "title", "text": "body", "at": "posted_at", "ref": "msg_id"}
REQUESTS = {
    "title": "service_name",
    "text": "description",
    "at": "requested_datetime",
    "ref": "service_request_id",
    "lat": "lat",
    "lng": "long",
    "status": "status",
    "closed": "updated_datetime",
    "reply": "status_notes",
    "address": "address",
}
#: Word in the title -> how many messages of the matter its group holds at least.
MATTERS = {"伊景园": 45, "58车贷": 12, "月亮岛路": 8}


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


@pytest.mark.real_data("cn_gov_messages")
def test_messages_come_whole_once_and_are_grouped(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    load_builtin(by=Actor.system("tests"))
    hot = data("cn_gov_messages", "messages_hot.csv.gz")
    assert take_cases(hot, door="hotline", map=MESSAGES).counts[Fate.MADE] == 2917
    again = take_cases(hot, door="hotline", map=MESSAGES)
    assert (again.counts[Fate.MADE], again.counts[Fate.SAME]) == (0, 2917)
    assert not Clock.objects.exists() and not Case.objects.filter(live=True).exists()
    with gzip.open(hot, "rt", encoding="utf-8", newline="") as file:
        told = {row["msg_id"]: row["body"].strip() for row in csv.DictReader(file)}
    kept: dict[str, str] = {}
    for ref, text in Words.objects.order_by("id").values_list("case__source_ref", "text"):
        kept[ref] = kept.get(ref, "") + text
    assert all(kept[ref].endswith(text) for ref, text in told.items())
    relay_many()
    labelled = list(read(data("cn_gov_messages", "messages_labelled.csv.gz")))
    origin = learn(
        [f"{row['title']}\n{row['body']}" for row in labelled],
        [row["label1"] for row in labelled],
        scheme="GOV",
    )
    say(f"macro-F1 {origin.macro_f1}, accuracy {origin.accuracy}")
    assert origin.macro_f1 >= 0.85
    assert look().suggested == 2917
    assert not KindSuggestion.objects.filter(choices=[]).exists()
    for group in Group.objects.order_by("-size", "pk")[:10]:
        say(f"{group.size:>4} {group.title} {group.words}")
    for word, least in MATTERS.items():
        biggest = Group.objects.filter(cases__title__contains=word).order_by("-size").first()
        assert biggest is not None and biggest.size >= least, word
    assert not list(misfits()) and not list(wrong_tallies())


@pytest.mark.real_data("polygons", "sr_boston")
@pytest.mark.django_db
def test_requests_lie_in_the_right_precinct() -> None:
    take_areas(data("polygons", "boston_wards.geojson.gz"), rank="community", map={"code": "WARD"})
    precincts = {"code": "WARD_PRECINCT", "name": "PRECINCT"}
    take_areas(data("polygons", "boston_precincts.geojson.gz"), rank="grid", map=precincts)
    started = perf_counter()
    taken = take_cases(data("sr_boston", "requests_2008_2016.csv.gz"), door="api", map=REQUESTS)
    say(f"{taken.counts[Fate.MADE]} requests in {perf_counter() - started:.0f} s: {taken.notes}")
    assert taken.counts[Fate.MADE] == 138_736
    assert Case.objects.filter(state="closed").count() == taken.notes["ended"] == 126_929
    sample = list(Case.objects.filter(lng__isnull=False).order_by("public_code")[:3000])
    found = locate_many([(case.lng or 0.0, case.lat or 0.0) for case in sample], rank=Rank.GRID)
    assert all(
        case.area_id == (ids[0] if ids else case.area_id) for case, ids in zip(sample, found, strict=True)
    )
    assert sum(case.area_id is not None for case in sample) / len(sample) > 0.99
    assert not list(misfits(Case.objects.order_by("public_code").values_list("pk", flat=True)[:5000]))


def test_the_town_plays_hundreds_of_cases(town: Town) -> None:
    played = replay(300, seed=11)
    say(str(played.told()))
    assert played.faults == []
