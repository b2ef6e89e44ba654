"""A night's work over all who are cared for: one entry that fails keeps nobody else waiting, and is tried again."""

from datetime import timedelta

import pytest

from mulin.care.actions.enter import enter
from mulin.care.actions.lapse import lapse
from mulin.care.models import Entry
from mulin.lib import clock
from mulin.lib.apart import one_by_one
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.people.actions.record_consent import record_consent
from mulin.people.models import Consent
from mulin.places.models import Household
from mulin.reactions import schedule
from mulin.reactions.relay import relay_all
from mulin.reactions.visiting import arrange_all
from mulin.rounds.models import Calling
from tests.care.conftest import Home

#: No page or action leaves such a list behind: it stands for whatever is wrong with one row.
BROKEN = [1, None]


@pytest.fixture
def other(home: Home) -> Entry:
    """A neighbour entered later, so that their turn comes after."""
    person = home.town.person("neighbour")
    door = Household.objects.get(members__person=person)
    record_consent(person, purpose="care", means="paper", by=Actor.system("tests"))
    review = clock.today() + timedelta(days=90)
    made = enter(person, household=door, whys=["alone"], level="monthly", review_on=review, by=home.worker)
    relay_all()
    Calling.objects.all().delete()
    Entry.objects.filter(pk=home.entry.pk).update(only_post_ids=BROKEN)
    return made


def called_on() -> set[int | None]:
    return set(Calling.objects.filter(closed_on=None).values_list("person_id", flat=True))


def test_the_others_are_arranged_and_the_failure_is_seen(
    home: Home, other: Entry, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(schedule.LeftUndoneError, match="1 entries"):
        schedule.lapse_consents(timestamp=0)
    assert called_on() == {other.person_id}
    assert str(home.entry.pk) in caplog.text and home.person.name not in caplog.text


def test_it_is_tried_again_the_next_night_and_no_more_is_made(home: Home, other: Entry) -> None:
    assert arrange_all() == arrange_all() == (1, 1)
    Entry.objects.filter(pk=home.entry.pk).update(only_post_ids=[])
    schedule.lapse_consents(timestamp=0)
    assert called_on() == {home.person.pk, other.person_id}
    made = Calling.objects.count()
    assert arrange_all() == (2, 0)
    assert Calling.objects.count() == made


def test_what_fails_half_way_leaves_nothing_behind(home: Home) -> None:
    def half(entry: Entry) -> None:
        Entry.objects.filter(pk=entry.pk).update(level="monthly")
        raise ValueError

    assert one_by_one([home.entry], half) == (0, 1)
    assert Entry.objects.get(pk=home.entry.pk).level == "weekly"


def test_consents_end_though_one_cannot(home: Home, other: Entry, now: Frozen) -> None:
    last = clock.today() + timedelta(days=10)
    Consent.objects.filter(purpose="care").update(until=last)
    now.tick(timedelta(days=11))
    assert lapse() == (2, 0)
    assert lapse() == (0, 0)
    assert not Entry.objects.filter(ended_at=None).exists()
