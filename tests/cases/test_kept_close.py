"""Who must not see a case does not; what was said is erased by the rule alone."""

import pytest

from mulin.cases.access import case_for, visible_to
from mulin.cases.actions.close import close
from mulin.cases.actions.decline import decline
from mulin.cases.actions.erase import erase_words
from mulin.cases.actions.escalate import escalate
from mulin.cases.actions.file import file, reclassify
from mulin.cases.actions.mediate import Seat, agree, follow_up, sit
from mulin.cases.actions.report import People, Place, report
from mulin.cases.actions.take_on import take_on
from mulin.cases.kinds import State
from mulin.cases.models import Case, Words
from mulin.cases.queries.audit import misfits
from mulin.cases.queries.work import oversights_open
from mulin.catalogue.kinds import Door, Secrecy, Track
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from mulin.people.models import Person
from tests.support.world import World, fits


def test_a_dispute_is_for_the_mediator_alone(world: World, resident: Actor, dispatcher: Actor) -> None:
    kind = world.kind("quarrel", Track.MEDIATION, Secrecy.CONFIDENTIAL)
    case, _new = report(
        by=resident, door=Door.RESIDENT, text="楼上漏水争执", kind=kind, place=Place(area=world.micro)
    )
    leader = world.post("street_leader", world.street, world.office)
    for stranger in (dispatcher, leader):
        with pytest.raises(NotFound):
            case_for(stranger, case.pk)
        with pytest.raises(NotAllowed):
            file(case, by=stranger)
    mediator = world.post("mediator", world.community)
    case = take_on(case, by=mediator)
    one, other = (Person.objects.create(registered=case.created_at) for _side in range(2))
    with pytest.raises(WrongState):
        agree(case, text="握手言和", by=mediator)
    with pytest.raises(BadInput):
        sit(case, seats=[Seat("one", one)], minutes="只来一方", by=mediator)
    case = sit(case, seats=[Seat("one", one), Seat("other", other)], minutes="双方到场", by=mediator)
    case = close(agree(case, text="楼上负责维修", by=mediator), by=mediator)
    assert case.state == State.CLOSED
    follow_up(case, kept=True, note="双方满意", by=mediator)
    fits()


def test_whoever_is_complained_of_never_meets_the_case(world: World, resident: Actor) -> None:
    officer = world.post("complaint_officer", world.street, world.office)
    accused = world.post("complaint_officer", world.street, world.office)
    kind = world.kind("attitude", Track.STAFF_COMPLAINT, Secrecy.CONFIDENTIAL)
    case, _new = report(
        by=resident, door=Door.RESIDENT, text="态度差", kind=kind, place=Place(area=world.micro),
        people=People(subject_person_id=accused.person_id),
    )  # fmt: skip
    assert visible_to(officer).filter(pk=case.pk).exists()
    assert not visible_to(accused).filter(pk=case.pk).exists()
    with pytest.raises(NotAllowed):
        file(case, by=accused)


def test_erased_words_leave_the_history_whole(world: World, case: Case, dispatcher: Actor) -> None:
    case = decline(case, reason="outside", reply="请找开发商", by=dispatcher)
    erase_words(case, by=Actor.system("privacy"))
    erase_words(case, by=Actor.system("privacy"))
    assert set(Words.objects.filter(case=case).values_list("text", flat=True)) == {""}
    fits()


def test_a_word_changed_behind_the_back_is_found(case: Case) -> None:
    Words.objects.filter(case=case).update(text="别的话")
    assert any("not those that were said" in fault for fault in misfits())


def test_what_turns_confidential_closes_to_who_oversaw_it(
    world: World, handling: Case, plumber: Actor, dispatcher: Actor
) -> None:
    secretary = world.post("community_secretary", world.community)
    mediator = world.post("mediator", world.community)
    case = handling
    while case.rank is None or case.rank > 5:
        case = escalate(case, by=plumber, reason="产权不清")
    assert oversights_open(secretary).filter(case=case).exists()
    kind = world.kind("quarrel", Track.MEDIATION, Secrecy.CONFIDENTIAL)
    reclassify(case, kind=kind, by=dispatcher)
    assert not oversights_open(secretary).filter(case=case).exists()
    for closed in (secretary, dispatcher, plumber):
        assert not visible_to(closed).filter(pk=case.pk).exists()
    assert visible_to(mediator).filter(pk=case.pk).exists()
