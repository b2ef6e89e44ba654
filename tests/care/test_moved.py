"""Who is cared for moves out: nobody is watched or called on behind the old door, and the entry moves by a verb."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.change_entry import change_entry
from mulin.care.actions.move_home import move_home
from mulin.care.actions.set_watch import NewMeter, set_watch
from mulin.care.models import Entry, Meter, Reading, Watch
from mulin.care.queries.audit import misfits
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.leave_household import leave_household
from mulin.people.models import HouseholdMember
from mulin.places.models import Household
from mulin.reactions.relay import relay_all
from mulin.reactions.visiting import arrange_all
from mulin.rounds.models import Calling
from tests.care.conftest import Home

KEEPER = Actor.system("tests")


@pytest.fixture
def watched(home: Home, now: Frozen) -> Home:
    home.watch()
    home.live(now, 3, 100)
    relay_all()
    assert Reading.objects.exists() and open_callings(home).exists()
    return home


def open_callings(home: Home) -> QuerySet[Calling]:
    return Calling.objects.filter(person=home.person, closed_on=None)


def away(home: Home, *, to: Household | None = None) -> None:
    leave_household(HouseholdMember.objects.get(person=home.person, household=home.town.home), by=KEEPER)
    if to is not None:
        add_household_member(to, person=home.person, by=KEEPER)
    relay_all()


def next_door(home: Home) -> Household:
    return Household.objects.filter(entrance__building=home.town.building).exclude(pk=home.town.home.pk)[0]


def test_behind_the_old_door_nobody_is_watched_or_called_on(watched: Home, now: Frozen) -> None:
    away(watched)
    assert not Reading.objects.exists() and not Meter.objects.exists()
    assert Watch.objects.get().ended_at is not None
    assert not open_callings(watched).exists()
    assert watched.read((clock.now(), 200)).unknown == 1
    arrange_all()
    assert not open_callings(watched).exists()
    told = set(Notice.objects.filter(template="care_left").values_list("person_id", flat=True))
    assert told and watched.person.pk not in told
    assert [line for line in misfits() if "lives no longer" in line]
    page = watched.town.client("gridworker").get(f"/care/{watched.entry.pk}/").content.decode()
    assert "本人已不住在此处" in page and "已搬家" not in page
    with pytest.raises(WrongState):
        set_watch(watched.entry, meters=[NewMeter(watched.water, "W2")], by=watched.worker)


def test_a_stay_that_ends_by_its_day_is_found_at_night(watched: Home, now: Frozen) -> None:
    member = HouseholdMember.objects.get(person=watched.person, household=watched.town.home)
    leave_household(member, by=KEEPER)
    arrange_all()
    assert not Reading.objects.exists() and not open_callings(watched).exists()


def test_the_entry_moves_to_where_the_person_lives_now(watched: Home, now: Frozen) -> None:
    new, client, path = next_door(watched), watched.town.client("gridworker"), f"/care/{watched.entry.pk}/"
    assert client.post(path, {"verb": "move", "household": new.pk}).status_code == 400
    away(watched, to=new)
    assert "已搬家" in client.get(path).content.decode()
    assert client.post(path, {"verb": "move", "household": new.pk}).status_code == 302
    relay_all()
    entry = Entry.objects.get()
    assert (entry.household, entry.building_id, entry.keys, entry.door) == (
        new,
        watched.town.building.pk,
        None,
        None,
    )
    assert entry.illness
    assert list(misfits()) == []
    assert not Watch.objects.filter(ended_at=None).exists()
    assert {row.household_id for row in open_callings(watched)} == {new.pk}
    assert "本人已不住在此处" not in client.get(path).content.decode()
    set_watch(entry, meters=[NewMeter(watched.water, "W2")], by=watched.worker)


def test_it_moves_nowhere_else_and_by_nobody_else(watched: Home, now: Frozen) -> None:
    new, far = next_door(watched), Household.objects.filter(community_id=watched.town.other_community.pk)[0]
    with pytest.raises(BadInput):
        move_home(watched.entry, household=new, by=watched.worker)
    away(watched, to=new)
    add_household_member(far, person=watched.person, by=KEEPER)
    with pytest.raises(NotAllowed):
        move_home(watched.entry, household=new, by=watched.town.actor("leader"))
    change_entry(watched.entry, only_posts=[watched.worker.posts[0].post_id], by=watched.worker)
    with pytest.raises(BadInput):
        move_home(watched.entry, household=far, by=watched.worker)
    now.tick(timedelta(hours=1))
    raise_by_hand(watched.entry, by=watched.worker)
    with pytest.raises(WrongState):
        move_home(watched.entry, household=new, by=watched.worker)
