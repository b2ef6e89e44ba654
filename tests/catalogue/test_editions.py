"""Editing makes a new edition; what was filed under the old one keeps it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from mulin.catalogue.actions.add_kind import add_kind
from mulin.catalogue.actions.change_kind import change_kind
from mulin.catalogue.actions.discard_draft import discard_draft
from mulin.catalogue.actions.draft_edition import draft_edition
from mulin.catalogue.actions.make_scheme import make_scheme
from mulin.catalogue.actions.publish_edition import publish_edition
from mulin.catalogue.actions.retire_kind import retire_kind
from mulin.catalogue.actions.set_limit import set_limit
from mulin.catalogue.actions.set_standard import set_standard
from mulin.catalogue.kinds import EditionState, Link, Track
from mulin.catalogue.models import Edition, Kind, Limit, Scheme
from mulin.catalogue.queries import current_kinds, diff, draft_of, edition_on, kind_by_key, limits_for
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.lib.worktime import Unit
from mulin.trail.models import Event
from tests.catalogue.town import HOUSE, kind, published, town

pytestmark = pytest.mark.django_db


def handle(of: Kind) -> tuple[int, str]:
    found = limits_for(of)[Link.HANDLE]
    return int(found.amount), found.unit


def limited(edition: Edition, days: int) -> Edition:
    draft = draft_edition(edition.scheme, by=HOUSE)
    set_limit(draft, kind=kind(draft), link=Link.HANDLE, amount=days, by=HOUSE)
    return publish_edition(draft, by=HOUSE)


def test_what_was_filed_under_an_edition_keeps_its_limits() -> None:
    first = limited(published(), 5)
    filed_under = kind(first)
    second = limited(first, 2)
    assert handle(filed_under) == (5, Unit.WORK_DAY)
    assert handle(kind_by_key("T:0101")) == (2, Unit.WORK_DAY)
    assert kind_by_key("T:0101").edition == second
    first.refresh_from_db()
    assert (first.state, first.valid_to) == (EditionState.RETIRED, clock.today())


def test_an_edition_for_later_waits() -> None:
    first = published()
    draft = draft_edition(first.scheme, by=HOUSE)
    change_kind(kind(draft), name="新名", by=HOUSE)
    day = clock.today() + timedelta(days=10)
    publish_edition(draft, by=HOUSE, from_date=day)
    assert kind_by_key("T:0101").name == "事项0101"
    assert kind_by_key("T:0101", on=day).name == "新名"
    assert [one.name for one in current_kinds()] == ["事项0101"]
    assert edition_on("T", day - timedelta(days=1)) == first


def test_one_draft_at_a_time() -> None:
    first = published()
    draft = draft_edition(first.scheme, by=HOUSE)
    assert draft_edition(first.scheme, by=HOUSE) == draft == draft_of("T")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(scheme=first.scheme, number=9)


def test_a_draft_is_a_whole_copy() -> None:
    first = published("0101", "0102")
    draft = draft_edition(first.scheme, by=HOUSE)
    set_standard(
        kind(draft),
        number=1,
        filing_condition="破损",
        limit_amount=Decimal(3),
        limit_unit="work_day",
        by=HOUSE,
    )
    standard = kind(draft).standards.get()
    set_limit(draft, standard=standard, link=Link.CHECK, amount=4, unit="work_hour", by=HOUSE)
    set_limit(draft, link=Link.ACCEPT, amount=1, unit="work_hour", urgency="urgent", by=HOUSE)
    second = publish_edition(draft, by=HOUSE)
    third = draft_edition(first.scheme, by=HOUSE)
    assert diff(second, third) == []
    copy = kind(third)
    assert copy.parent is not None and copy.parent.edition == third
    assert limits_for(copy, standard=copy.standards.get())[Link.HANDLE][:2] == (3, Unit.WORK_DAY)
    assert limits_for(copy, standard=copy.standards.get())[Link.CHECK][:2] == (4, Unit.WORK_HOUR)
    assert limits_for(copy, "urgent")[Link.ACCEPT][:2] == (1, Unit.WORK_HOUR)


def test_a_published_edition_does_not_change() -> None:
    first = published()
    one = kind(first)
    for act in (
        lambda: change_kind(one, name="x", by=HOUSE),
        lambda: retire_kind(one, by=HOUSE),
        lambda: add_kind(first, code="0109", name="x", by=HOUSE),
        lambda: set_limit(first, link=Link.HANDLE, amount=1, by=HOUSE),
        lambda: set_standard(one, number=1, filing_condition="x", by=HOUSE),
        lambda: discard_draft(first, by=HOUSE),
    ):
        with pytest.raises(WrongState):
            act()


def test_the_difference_names_what_changed() -> None:
    first = published("0101", "0102")
    draft = draft_edition(first.scheme, by=HOUSE)
    change_kind(kind(draft), description="新的说明", by=HOUSE)
    retire_kind(kind(draft, "0102"), by=HOUSE)
    add_kind(draft, code="T-0103", name="新增", parent=kind(draft, "01"), by=HOUSE)
    set_limit(draft, kind=kind(draft), link=Link.HANDLE, amount=2, by=HOUSE)
    found = diff(first, draft)
    assert [(one.key, one.field, one.before, one.after) for one in found] == [
        ("T:0101", "description", "", "新的说明"),
        ("T:0101", "limit handle", None, (Decimal(2), "work_day")),
        ("T:0102", "", "事项0102", None),
        ("T:0103", "", None, "新增"),
    ]
    assert (found[2].removed, found[3].added) == (True, True)


def test_publishing_again_is_harmless_and_an_old_edition_stays_old() -> None:
    first = published()
    count = Event.objects.count()
    assert publish_edition(first, by=HOUSE).pk == first.pk
    assert Event.objects.count() == count
    limited(first, 3)
    first.refresh_from_db()
    with pytest.raises(WrongState):
        publish_edition(first, by=HOUSE)


def test_no_edition_begins_in_the_past_but_the_first() -> None:
    first = published()
    assert first.valid_from == date(2020, 1, 1)
    draft = draft_edition(first.scheme, by=HOUSE)
    with pytest.raises(BadInput) as refusal:
        publish_edition(draft, by=HOUSE, from_date=clock.today() - timedelta(days=1))
    assert "from_date" in refusal.value.fields


def test_an_empty_edition_is_not_put_in_force() -> None:
    draft = draft_edition(make_scheme("E", name="空", by=HOUSE), by=HOUSE)
    with pytest.raises(WrongState):
        publish_edition(draft, by=HOUSE)


def test_a_draft_can_be_thrown_away() -> None:
    first = published("0101", "0102")
    draft = draft_edition(first.scheme, by=HOUSE)
    discard_draft(draft, by=HOUSE)
    assert discard_draft(Edition(pk=draft.pk or 0, scheme=first.scheme), by=HOUSE) == first.scheme
    assert draft_of("T") is None
    assert kind_by_key("T:0102").edition == first


def test_a_retired_kind_is_gone_tomorrow_and_known_yesterday() -> None:
    first = published("0101", "0102")
    draft = draft_edition(first.scheme, by=HOUSE)
    retire_kind(kind(draft, "0102"), by=HOUSE)
    retire_kind(kind(first, "0102").__class__(edition=draft, key="T:0102"), by=HOUSE)
    publish_edition(draft, by=HOUSE)
    with pytest.raises(NotFound):
        kind_by_key("T:0102")
    assert kind_by_key("T:0102", on=clock.today() - timedelta(days=1)).edition == first


def test_a_class_with_kinds_stays() -> None:
    draft = draft_edition(published().scheme, by=HOUSE)
    with pytest.raises(WrongState):
        retire_kind(kind(draft, "01"), by=HOUSE)


def test_renaming_a_class_renames_the_paths_below() -> None:
    draft = draft_edition(published().scheme, by=HOUSE)
    change_kind(kind(draft, "01"), name="新大类", by=HOUSE)
    assert kind(draft).path == "新大类/事项0101"


def test_changing_nothing_leaves_no_event() -> None:
    draft = draft_edition(published().scheme, by=HOUSE)
    set_limit(draft, link=Link.HANDLE, amount=3, by=HOUSE)
    count = Event.objects.count()
    change_kind(kind(draft), name="事项0101", by=HOUSE)
    set_limit(draft, link=Link.HANDLE, amount=3, by=HOUSE)
    set_limit(draft, link=Link.CHECK, amount=None, by=HOUSE)
    assert Event.objects.count() == count


def test_taking_a_limit_away_lets_the_default_hold() -> None:
    draft = draft_edition(published().scheme, by=HOUSE)
    set_limit(draft, link=Link.HANDLE, amount=5, by=HOUSE)
    set_limit(draft, link=Link.HANDLE, amount=1, kind=kind(draft), by=HOUSE)
    assert handle(kind(draft)) == (1, Unit.WORK_DAY)
    set_limit(draft, link=Link.HANDLE, amount=None, kind=kind(draft), by=HOUSE)
    assert handle(kind(draft)) == (5, Unit.WORK_DAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"track": "fast"}, "track"),
        ({"track": Track.CARE}, "secrecy"),
        ({"public": True}, "public"),
        ({"doors": ["rider"], "concern": "care"}, "doors"),
        ({"doors": ["window"]}, "doors"),
        ({"ranks": [0]}, "ranks"),
        ({"photos_before": 50}, "photos_before"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_field_that_does_not_fit_is_named(changes: dict[str, object], field: str) -> None:
    draft = draft_edition(published().scheme, by=HOUSE)
    with pytest.raises(BadInput) as refusal:
        change_kind(kind(draft), by=HOUSE, **changes)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"link": "sleep"}, "link"),
        ({"amount": 0}, "amount"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"amount": 100_000}, "amount"),
        ({"unit": "moon"}, "unit"),
        ({"urgency": "soon"}, "urgency"),
    ],
)
def test_a_limit_that_does_not_fit_is_named(given: dict[str, object], field: str) -> None:
    draft = draft_edition(published().scheme, by=HOUSE)
    with pytest.raises(BadInput) as refusal:
        set_limit(draft, by=HOUSE, **{"link": Link.HANDLE, "amount": 1} | given)
    assert list(refusal.value.fields) == [field]


def test_codes_are_given_once_and_well_formed() -> None:
    draft = draft_edition(published().scheme, by=HOUSE)
    for code in ("0101", "T-0101", "路", "T"):
        with pytest.raises(BadInput):
            add_kind(draft, code=code, name="x", by=HOUSE)
    for code in ("town-1", "T-1", ""):
        with pytest.raises(BadInput):
            make_scheme(code, name="x", by=HOUSE)


def test_only_who_keeps_the_catalogue_changes_it() -> None:
    place = town()
    scheme = published("0101", "0102").scheme
    draft = draft_edition(scheme, by=place.actor("owner"))
    gone = kind(draft, "0102")
    other = draft_edition(published(scheme="O").scheme, by=place.actor("owner"))
    for act in (
        lambda by: make_scheme("N", name="n", by=by),
        lambda by: draft_edition(scheme, by=by),
        lambda by: add_kind(draft, code="0199", name="x", by=by),
        lambda by: change_kind(kind(draft), name="x", by=by),
        lambda by: retire_kind(gone, by=by),
        lambda by: set_limit(draft, link=Link.HANDLE, amount=1, by=by),
        lambda by: set_standard(kind(draft), number=1, filing_condition="x", by=by),
        lambda by: publish_edition(draft, by=by),
        lambda by: discard_draft(other, by=by),
    ):
        with pytest.raises(NotAllowed):
            act(place.actor("disp"))
        act(place.actor("owner"))


def test_the_trail_names_the_post_that_published() -> None:
    place = town()
    draft = draft_edition(published().scheme, by=place.actor("owner"))
    edition = publish_edition(draft, by=place.actor("owner"))
    event = Event.objects.filter(verb="catalogue.edition_published").latest("id")
    assert event.post_id == place.posts["owner"].pk == edition.published_by_id


def test_the_database_refuses_what_rules_refuse() -> None:
    one = kind(published())
    for changes in (
        {"doors": ["rider"], "concern": "dispute"},
        {"public": True, "secrecy": "internal"},
        {"track": "care", "secrecy": "internal"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kind.objects.filter(pk=one.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Limit.objects.create(edition=one.edition, link="handle", amount=0, unit="work_day")
    assert Scheme.objects.filter(code="T").exists()
