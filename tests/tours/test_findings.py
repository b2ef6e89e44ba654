"""What a tour finds goes to the shop, to the service centre or on as a case; nothing is dropped when it ends."""

from datetime import timedelta

import pytest
from django.utils import translation

from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits as case_misfits
from mulin.cases.queries.timeline import description
from mulin.files.actions.store import prepare_photo
from mulin.files.queries import photos_of
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick
from mulin.reactions.relay import relay_all
from mulin.tours.access import finding_for, tour_for
from mulin.tours.actions.carry import carry
from mulin.tours.actions.end_tour import end_tour
from mulin.tours.actions.erase import erase_finding
from mulin.tours.actions.look import find, look
from mulin.tours.actions.reply import reply
from mulin.tours.models import Finding, Tour
from mulin.tours.queries.findings import awaited, standings
from tests.support.scene import picture
from tests.support.world import World
from tests.tours.conftest import fits, stop_of

GOOD = {"exit": "yes", "price": "yes"}


@pytest.fixture
def under_way(drawn: Tour, now: Frozen) -> Tour:
    now.move_to(drawn.starts_at + timedelta(minutes=30))
    return drawn


@pytest.fixture
def finding(under_way: Tour, worker: Actor) -> Finding:
    return find(stop_of(under_way), text="价签和收银不一致", addressee="shop", by=worker)


def test_a_checklist_hands_on_what_is_wrong(under_way: Tour, worker: Actor, secretary: Actor) -> None:
    stop = stop_of(under_way)
    photo = prepare_photo(picture())
    given = {
        "answers": {"exit": "no", "price": "no", "note": "店员态度很好"},
        "notes": {"price": "三种菜没有标价"},
        "photos": {"exit": [photo], "price": [photo], "photo": [photo]},
    }
    for _again in range(2):
        with translation.override("en"):
            look(stop, **given, by=worker)
    stop.refresh_from_db()
    assert (stop.text, stop.answers) == ("店员态度很好", {"exit": "no", "price": "no"})
    danger, price = Finding.objects.order_by("item__order")
    case = Case.objects.get(pk=danger.case_id)
    assert price.text == "明码标价：否\n三种菜没有标价"
    assert case.title.endswith("：否")
    assert "发现于：" in description(case)
    assert (danger.state, price.state, price.addressee) == ("carried", "awaited", "shop")
    assert (case.source_ref, case.door) == (f"tour:{danger.pk}", "inspection")
    assert "三种菜没有标价" in (price.text or "")
    assert photos_of("tourstop", stop.pk).count() == 1
    assert photos_of("tourfinding", price.pk).count() == 1
    assert photos_of("case", case.pk).count() == 1
    centre = stop_of(under_way, 2)
    with pytest.raises(BadInput):
        look(centre, answers={"exit": "maybe"}, notes={}, photos={}, by=secretary)
    assert look(centre, answers=GOOD, notes={}, photos={}, by=secretary).seen_at is not None
    fits()
    assert list(case_misfits()) == []


def test_nothing_is_found_before_the_day_nor_after_the_end(
    world: World, drawn: Tour, worker: Actor, secretary: Actor, now: Frozen
) -> None:
    stop = stop_of(drawn)
    given = {"text": "门口堆物", "addressee": "shop"}
    with pytest.raises(WrongState):
        find(stop, **given, by=worker)
    now.move_to(drawn.starts_at)
    with pytest.raises(NotAllowed):
        find(stop, **given, by=world.post("grid_worker", world.grid))
    number = uuid7()
    for _again in range(2):
        find(stop, **given, id=number, by=worker)
    with pytest.raises(NotFound):
        find(stop_of(drawn, 2), **given, id=number, by=worker)
    yesterday, never = clock.today() - timedelta(days=1), clock.today() + timedelta(days=3650)
    for wrong in (
        {"text": " "},
        {"addressee": "moon"},
        {"reply_by": yesterday},
        {"reply_by": never},
        {"text": "长" * 2000},
    ):
        with pytest.raises(BadInput):
            find(stop, **given | wrong, by=worker)
    end_tour(drawn, came=[], by=worker)
    with pytest.raises(WrongState):
        find(stop, **given, by=worker)
    assert Finding.objects.count() == 1
    assert standings([drawn.pk])[drawn.pk].awaited == 1
    fits()


def test_the_shop_answers_with_its_own_login(
    world: World, finding: Finding, shopkeeper: Actor, worker: Actor
) -> None:
    relay_all()
    told = Notice.objects.get(template="tour_found")
    assert told.person_id == shopkeeper.person_id
    assert list(awaited(shopkeeper)) == [finding]
    with pytest.raises(NotFound):
        tour_for(shopkeeper, finding.tour_id)
    stranger = world.post("department_worker", world.grid, world.water)
    with pytest.raises(NotFound):
        finding_for(stranger, finding.pk)
    with pytest.raises(NotAllowed):
        reply(finding, text="已改", by=stranger)
    with pytest.raises(BadInput):
        reply(finding, text=" ", by=shopkeeper)
    number = uuid7()
    for _again in range(2):
        assert reply(finding, text="价签已换", id=number, by=shopkeeper).own
    with pytest.raises(WrongState):
        reply(finding, text="再答", by=worker)
    assert list(awaited(shopkeeper)) == []
    fits()


def test_the_desk_takes_an_answer_down(finding: Finding, secretary: Actor) -> None:
    assert not reply(finding, text="店主当面答应本周换价签", by=secretary).own
    fits()


def test_a_late_answer_is_told_to_the_head_once(finding: Finding, secretary: Actor, now: Frozen) -> None:
    end_tour(finding.tour, came=[], by=secretary)
    now.tick(timedelta(days=7))
    tick()
    assert not Finding.objects.exclude(late_at=None).exists()
    now.tick(timedelta(days=1))
    for _again in range(2):
        tick()
        relay_all()
    assert Notice.objects.get(template="tour_late").person_id == secretary.person_id
    assert standings([finding.tour_id])[finding.tour_id].late == 1
    reply(finding, text="已改", by=secretary)
    fits()


def test_what_is_somebodys_case_goes_on_as_one(world: World, finding: Finding, worker: Actor) -> None:
    with pytest.raises(NotAllowed):
        carry(finding, by=world.post("grid_worker", world.grid))
    for _again in range(2):
        found = carry(finding, by=worker)
    assert Case.objects.get(pk=found.case_id).source_ref == f"tour:{finding.pk}"
    with pytest.raises(WrongState):
        reply(finding, text="已改", by=worker)
    fits()


def test_words_are_erased_and_the_history_still_verifies(
    finding: Finding, worker: Actor, secretary: Actor
) -> None:
    reply(finding, text="已改", by=secretary)
    with pytest.raises(NotAllowed):
        erase_finding(finding, by=worker)
    for _again in range(2):
        gone = erase_finding(finding, by=secretary)
    assert (gone.text, gone.reply.text) == (None, None)
    fits()
    Finding.objects.filter(pk=finding.pk).update(text="伪造", salt=b"x", erased_at=None)
    with pytest.raises(AssertionError, match="words"):
        fits()
