"""The stories can be told: every path, by the rules, in natural words."""

from collections import Counter

import pytest

from mulin.accounts.models import User
from mulin.cases.models import Case, Words
from mulin.cases.queries.audit import misfits
from mulin.demo.corpus import phrases, stories
from mulin.demo.crew import Crew
from mulin.demo.history import Telling, tell, tellings
from mulin.demo.joint import PATHS
from mulin.demo.roster import appoint_deputies, plan_roster
from mulin.lib import clock
from mulin.people.access import Actor, actor_for
from mulin.people.models import Person, Tenure
from mulin.people.queries import on_duty
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
