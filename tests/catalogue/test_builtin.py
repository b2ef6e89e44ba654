"""The shipped list of community matters fits together and loads once."""

from datetime import date

import pytest

from mulin.catalogue.actions.change_kind import change_kind
from mulin.catalogue.actions.draft_edition import draft_edition
from mulin.catalogue.actions.load_builtin import load_builtin
from mulin.catalogue.actions.publish_edition import publish_edition
from mulin.catalogue.kinds import Concern, Door, EditionState, Link, Secrecy, Track, Urgency
from mulin.catalogue.models import Edition, Kind, KindMapping, Scheme
from mulin.catalogue.queries import (
    current_kinds,
    keys_by_unit,
    kind_by_key,
    limits_for,
    mapped_key,
    search_kinds,
    tree,
)
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from mulin.people.actions.load_roles import shipped
from mulin.trail.models import Event
from tests.support.cast import Town

HOUSE = Actor.system("test")


@pytest.fixture
def edition(town: Town) -> Edition:
    """As the demo town has loaded it."""
    return Edition.objects.get(scheme__code="MUL", state=EditionState.PUBLISHED)


@pytest.fixture
def loaded(db: None) -> Edition:
    """As the first load leaves it."""
    return load_builtin(by=HOUSE)


def test_loading_again_changes_nothing(loaded: Edition) -> None:
    kinds, events = Kind.objects.count(), Event.objects.count()
    assert load_builtin(by=HOUSE) == loaded
    assert (Kind.objects.count(), Event.objects.count()) == (kinds, events)


def test_a_list_edited_here_is_left_alone(edition: Edition) -> None:
    draft = draft_edition(edition.scheme, by=HOUSE)
    change_kind(draft.kinds.get(key="MUL:0401"), name="暖气不够热", by=HOUSE)
    mine = publish_edition(draft, by=HOUSE)
    assert load_builtin(by=HOUSE) == mine
    assert kind_by_key("MUL:0401").name == "暖气不够热"


def test_it_is_in_force_for_history_too(loaded: Edition) -> None:
    assert kind_by_key("MUL-0401", on=date(2011, 4, 1)).name == "暖气不热"


def test_fourteen_classes_with_kinds_under_each(edition: Edition) -> None:
    classes = tree(edition)
    assert [node.kind.code for node in classes] == [f"MUL-{number:02}" for number in range(1, 15)]
    assert all(not node.kind.selectable and node.children for node in classes)
    kinds = [child.kind for node in classes for child in node.children]
    assert len(kinds) >= 80
    for kind in kinds:
        assert kind.selectable, kind
        assert kind.description and kind.examples and kind.keywords, kind
        assert kind.filing_condition and kind.closing_condition, kind
        assert kind.doors and kind.ranks and kind.lead_role, kind


def test_every_track_has_kinds_and_named_tracks_are_closed(edition: Edition) -> None:
    kinds = current_kinds()
    assert {kind.track for kind in kinds} == set(Track.values)
    for kind in kinds:
        if kind.track in {Track.MEDIATION, Track.CARE, Track.STAFF_COMPLAINT}:
            assert (kind.secrecy, kind.public) == (Secrecy.CONFIDENTIAL, False)


def test_riders_see_places_and_things_only(edition: Edition) -> None:
    theirs = current_kinds(door=Door.RIDER)
    assert len(theirs) > 30
    assert {kind.concern for kind in theirs} == {Concern.PLACE, Concern.THING}
    assert not any(kind.track in {Track.CARE, Track.MEDIATION} for kind in theirs)


def test_leading_roles_are_shipped_roles(edition: Edition) -> None:
    known = {role.code for role in shipped()}
    assert {kind.lead_role for kind in current_kinds()} <= known


@pytest.mark.parametrize("urgency", Urgency.values)
def test_every_kind_has_a_time_for_every_link(edition: Edition, urgency: str) -> None:
    for kind in current_kinds():
        limits = limits_for(kind, urgency)
        assert set(limits) == set(Link), kind


def test_times_are_those_of_the_matter(edition: Edition) -> None:
    def time(key: str, link: Link) -> tuple[int, Unit]:
        kind = kind_by_key(key)
        found = limits_for(kind, kind.urgency)[link]
        return int(found.amount), found.unit

    assert time("MUL:0601", Link.HANDLE) == (2, Unit.URGENT_HOUR)
    assert time("MUL:0401", Link.HANDLE) == (24, Unit.URGENT_HOUR)
    assert time("MUL:1401", Link.ACCEPT) == (5, Unit.MINUTE)
    assert time("MUL:1008", Link.ACCEPT) == (5, Unit.MINUTE)
    assert time("MUL:1203", Link.HANDLE) == (30, Unit.MINUTE)
    assert time("MUL:0905", Link.HANDLE) == (7, Unit.WORK_DAY)
    assert time("MUL:0905", Link.CHECK) == (1, Unit.WORK_DAY)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("暖气不热", "MUL:0401"),
        ("楼上漏水泡了我家天花板，对方不肯赔", "MUL:0103"),
        ("这条短信是不是诈骗", "MUL:1203"),
        ("消防通道被车堵了", "MUL:0601"),
        ("楼道灯坏了", "MUL:0901"),
        ("有人飞线充电", "MUL:0603"),
        ("电梯停了", "MUL:0501"),
        ("拖欠农民工工资", "MUL:1301"),
        ("楼道里有煤气味", "MUL:1402"),
        ("感谢网格员", "MUL:1207"),
    ],
)
def test_typed_words_find_the_kind(edition: Edition, words: str, key: str) -> None:
    assert key in [kind.key for kind in search_kinds(words, door=Door.RESIDENT)[:3]]


def test_words_that_fit_nothing_find_nothing(edition: Edition) -> None:
    assert search_kinds("qqqq") == []
    assert search_kinds("  ") == []


def test_units_name_the_kinds_they_lead(edition: Edition) -> None:
    units = keys_by_unit(edition)
    assert {"MUL:0403", "MUL:0404", "MUL:0405"} <= set(units["供水公司"])


def test_foreign_labels_mean_kinds_of_ours(loaded: Edition) -> None:
    known = set(Kind.objects.filter(edition=loaded, selectable=True).values_list("key", flat=True))
    assert set(KindMapping.objects.values_list("kind_key", flat=True)) <= known
    assert mapped_key("GOV", "城乡建设/城市建设和市政管理/冬季采暖") == "MUL:0401"
    assert mapped_key("GOV", "城乡建设/城市建设和市政管理/其他") == "MUL:1318"
    assert mapped_key("GOV", "没有这一类") == ""


def test_scheme_is_in_use(edition: Edition) -> None:
    assert Scheme.objects.get(code="MUL").in_use
