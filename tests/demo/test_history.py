"""The stories can be told: every path, by the rules, in natural words."""

from collections import Counter
from datetime import timedelta

import pytest

from mulin.accounts.models import User
from mulin.cases.models import Case, Words
from mulin.cases.queries.audit import misfits
from mulin.cases.queries.work import assigned
from mulin.demo.corpus import phrases, stories
from mulin.demo.crew import Crew
from mulin.demo.history import Telling, in_hand, tell, tellings
from mulin.demo.joint import PATHS, UNSOLVED_SHARE, luck
from mulin.demo.roster import appoint_deputies, plan_roster
from mulin.insight.queries import hotline_rates, known_before
from mulin.lib import clock
from mulin.people.access import Actor, actor_for
from mulin.people.models import Person, Tenure
from mulin.people.queries import on_duty
from mulin.places.models import Area
from tests.support.cast import Town


def one_of_each_path() -> dict[str, Telling]:
    """The oldest telling of every path: it has come to its end."""
    found: dict[str, Telling] = {}
    for telling in tellings():
        if telling.day > 20:
            found.setdefault(telling.story.path, telling)
    return found


def test_there_are_stories_enough_and_told_apart() -> None:
    assert len(stories()) >= 160
    assert len(tellings()) >= 1_500
    assert len({story.id for story in stories()}) == len(stories())
    assert {story.path for story in stories()} <= set(PATHS)


def test_every_voice_has_its_openings_and_endings() -> None:
    for story in stories():
        assert phrases()[f"{story.voice}_open"] and phrases()[f"{story.voice}_end"], story.id
        assert story.title and story.text, story.id


def test_the_same_days_each_time() -> None:
    assert tellings.__wrapped__() == tellings()


@pytest.mark.proof
def test_every_path_goes_by_the_rules(town: Town) -> None:
    crew, now = Crew.gathered(), clock.now()
    for telling in one_of_each_path().values():
        tell(crew, telling, now, strict=True)
    states = Counter(Case.objects.values_list("state", flat=True))
    assert states["closed"] >= len(PATHS) - 6
    assert not Words.objects.filter(text__contains="{").exists()
    assert list(misfits()) == []
    assert town.community


def test_some_callers_were_known_and_not_all_are_content(town: Town) -> None:
    crew, now = Crew.gathered(), clock.now()
    old = [one for one in tellings() if one.day > 20]
    calls = {luck(one.story, one.turn): one for one in old if one.story.path == "hotline"}
    untold = max(chance for chance in calls if chance < 1 - UNSOLVED_SHARE)
    called = [calls[min(calls)], calls[untold], calls[max(calls)]]
    called.append(next(one for chance, one in calls.items() if 0.4 < chance < 0.6))
    told_twice = [one for one in old if one.story.path == "merged" and one.turn % 2 == 0][:2]
    for telling in called + told_twice:
        tell(crew, telling, now)
    since = now - timedelta(days=90)
    district = Area.objects.get(rank=3)
    rates, (known, orders) = hotline_rates(district, since), known_before(district, since)
    assert 0 < rates.solved < rates.asked and rates.satisfied < rates.asked and rates.excluded
    assert rates.contacted < rates.asked and 0 < known < orders
    assert town.community


def test_the_water_company_always_has_something_in_hand(town: Town) -> None:
    crew, now = Crew.gathered(), clock.now()
    for telling in filter(in_hand, tellings()):
        tell(crew, telling, now, strict=True)
    assert assigned(Actor.for_post(crew.posts["P-WATER-1"])).count() >= 3
    assert town.community


@pytest.mark.parametrize("door", ["hotline", "rider", "secretary"])
def test_doors_bring_matters_of_every_age(door: str) -> None:
    days = {telling.day for telling in tellings() if telling.story.door == door}
    assert min(days) <= 5 and max(days) >= 50


def test_somebody_is_on_duty_day_and_night(town: Town) -> None:
    now = clock.now()
    plan_roster(now)
    appoint_deputies(now)
    assert on_duty(town.micro_grid, now)
    assert "P-1305-GW" in {post.code for post in actor_of("P-1307-GW").posts if post.deputy}


def actor_of(code: str) -> Actor:
    person = Tenure.objects.get(post__code=code).person
    user = User.objects.create(login="stands-in")
    Person.objects.filter(pk=person.pk).update(account=user)
    return actor_for(user)
