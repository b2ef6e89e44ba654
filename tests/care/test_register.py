"""The register: entered by consent, opened with a reason, each look told, nothing seen by others."""

from datetime import date, timedelta

import pytest

from mulin.care.access import entry_for, visible_entries
from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.change_entry import change_entry
from mulin.care.actions.enter import enter
from mulin.care.actions.keep_scan import keep_scan
from mulin.care.actions.lapse import lapse
from mulin.care.actions.open_parts import look_at, open_parts
from mulin.care.models import Entry, Opening
from mulin.files.access import may_read
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.approve_unmask import approve_unmask
from mulin.people.actions.ask_unmask import ask_unmask
from mulin.people.actions.record_consent import record_consent
from mulin.people.actions.register_person import register_person
from mulin.people.kinds import Duty
from mulin.people.models import Look
from mulin.people.queries import who_looked_at
from mulin.reactions.relay import relay_all
from tests.care.conftest import Home
from tests.support.cast import Town
from tests.support.scene import picture

KEEPER = Actor.system("tests")


def test_nobody_is_entered_without_consent(town: Town, now: Frozen) -> None:
    with pytest.raises(WrongState):
        enter(
            town.person("resident"),
            household=town.home,
            whys=["alone"],
            level="weekly",
            review_on=clock.today(),
            by=town.actor("P-12-STF-1"),
        )
    assert not Entry.objects.exists()


def test_a_leader_neither_enters_nor_changes(home: Home) -> None:
    for key in ("leader", "secretary", "owner"):
        with pytest.raises(NotAllowed):
            change_entry(home.entry, level="monthly", by=home.town.actor(key))


def test_each_look_is_told(home: Home) -> None:
    look_at(home.entry, by=home.worker)
    looks = who_looked_at(home.person, by=home.town.resident)
    assert [look.fields for look in looks] == [("关爱登记",)]
    assert [look.post for look in looks] == [home.town.post("P-12-STF-1").name]


def test_a_page_that_is_drawn_again_after_a_refusal_is_a_look(home: Home) -> None:
    client, looks = home.town.client("gridworker"), Look.objects.filter(person=home.person)
    path, alert = f"/care/{home.entry.pk}/", raise_by_hand(home.entry, by=home.worker)
    for count, (address, sent) in enumerate(
        [
            (path, {"verb": "discharge", "on": "never"}),
            (path, {"verb": "contacts", "contacts": "family"}),
            (f"/care/alerts/{alert.pk}/", {"verb": "close", "ending": "safe"}),
            (f"/care/alerts/{alert.pk}/", {"verb": "try", "step": "person"}),
        ],
        1,
    ):
        assert client.post(address, sent).status_code == 400
        assert looks.count() == count, sent


def test_closed_parts_open_with_a_reason_for_a_while(home: Home, now: Frozen) -> None:
    named = home.town.person("P-12-STF-1")
    worker = Actor.for_post("P-12-STF-1")
    assert worker.person_id == named.pk
    scan = keep_scan(home.entry, picture(), by=worker)
    assert not may_read(worker, scan)
    with pytest.raises(BadInput):
        open_parts(home.entry, parts=["keys"], reason="visit", note="", by=worker)
    open_parts(home.entry, parts=["keys", "scan"], reason="visit", note="约好周五上门", by=worker)
    assert may_read(worker, scan)
    assert not may_read(home.town.actor("P-12-STF-2"), scan)
    relay_all()
    assert Notice.objects.filter(person_id=home.person.pk, template="care_opened").count() == 1
    now.tick(timedelta(minutes=11))
    assert not may_read(worker, scan)
    assert Look.objects.filter(person=home.person).count() == 1


def test_who_may_see_it_is_the_persons_choice(home: Home) -> None:
    own = home.worker.posts[0].post_id
    change_entry(home.entry, only_posts=[own], by=home.worker)
    with pytest.raises(NotFound):
        entry_for(home.town.actor("P-12-STF-2"), home.entry.pk)
    other = home.town.post("P-12-STF-2").pk
    with pytest.raises(NotFound):
        change_entry(home.entry, only_posts=[other], by=home.worker)


def test_a_consent_that_runs_out_ends_the_entry(town: Town, home: Home, now: Frozen) -> None:
    last = clock.today() + timedelta(days=10)
    record_consent(home.person, purpose="care", means="paper", until=last, by=KEEPER)
    now.tick(timedelta(days=11))
    assert not visible_entries(home.worker).exists()
    assert lapse() == (1, 0)
    entry = Entry.objects.get()
    assert entry.ended_at is not None and entry.keys is None


def test_a_childs_parts_need_approval_each_time(home: Home, now: Frozen) -> None:
    town = home.town
    child = register_person(name="小毕", birth_date=date(2019, 5, 1), by=KEEPER)
    add_household_member(town.home, person=child, relation="grandchild", by=KEEPER)
    with pytest.raises(BadInput):
        record_consent(child, purpose="care", means="paper", by=KEEPER)
    record_consent(child, purpose="care", means="paper", guardian=home.person, by=KEEPER)
    worker, review = town.actor("P-12-STF-1"), clock.today() + timedelta(days=30)
    entry = enter(child, household=town.home, whys=["child"], level="weekly", review_on=review, by=worker)
    wanted = {"parts": ["door"], "reason": "visit", "note": "放学后上门看望"}
    with pytest.raises(NotAllowed):
        open_parts(entry, **wanted, by=worker)
    ask_unmask(child, reason="visit", note="放学后上门看望", by=worker, duty=Duty.CARE_SEE)
    approve_unmask(child, post=town.post("P-12-STF-1"), by=town.actor("P-1201-GH"))
    open_parts(entry, **wanted, by=worker)
    with pytest.raises(NotAllowed):
        open_parts(entry, **wanted, by=worker)
    assert Opening.objects.filter(entry=entry).count() == 1
