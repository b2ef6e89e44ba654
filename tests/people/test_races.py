"""Two people act at once: one wins, the other is told."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from mulin.lib.errors import Conflict
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.register_person import register_person
from mulin.people.models import HouseholdCharge, Person, Tenure
from tests.people.cast import HOUSE, cast


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each act in a thread and a connection of its own, let go together; results or refusals."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            results[number] = act()
        except Conflict as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_one_holder_post_given_to_two_people_at_once(fresh_database: str) -> None:
    town = cast()
    post = town.post("chair", "grid_head", town.areas["g22"])
    one, two = town.person("甲方"), town.person("乙方")
    results = at_once(
        lambda: assign_post(post, person=one, by=HOUSE), lambda: assign_post(post, person=two, by=HOUSE)
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Tenure"]
    assert Tenure.objects.filter(post=post).count() == 1


def test_one_identity_number_registered_twice_at_once(fresh_database: str) -> None:
    cast()
    number = "370102195803210023"
    results = at_once(
        lambda: register_person(name="甲方", id_number=number, by=HOUSE),
        lambda: register_person(name="甲方", id_number=number, by=HOUSE),
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Person"]
    assert Person.objects.filter(gender="female").count() == 1


def test_one_household_charged_to_two_posts_at_once(fresh_database: str) -> None:
    town = cast()
    home = town.doors["11-1"]
    posts = [town.posts["worker"], town.posts["head"]]
    at_once(*[lambda post=post: charge_households([home], post=post, by=HOUSE) for post in posts])
    charges = HouseholdCharge.objects.filter(household=home)
    assert charges.exclude(during__isempty=True).count() == 1
