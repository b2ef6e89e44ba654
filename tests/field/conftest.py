"""A grid in the small, with logins."""

from collections.abc import Callable

import pytest
from django.test import Client

from mulin.accounts.models import User
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.people.access import Actor
from mulin.people.models import Person, Post, Role
from tests.support.phone import Phone
from tests.support.world import World, now, worker, world

__all__ = ["now", "worker", "world"]

Browser = Callable[[Actor], Client]


@pytest.fixture
def as_() -> Browser:
    """A browser logged in as the actor's person; posts get the Chinese name of their role."""

    def opened(actor: Actor) -> Client:
        user, _made = User.objects.get_or_create(login=f"测试员{actor.person_id}")
        Person.objects.filter(pk=actor.person_id).update(account_id=user.pk)
        for role in Role.objects.all():
            Post.objects.filter(role=role).update(name=role.name)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return opened


@pytest.fixture
def lamp(world: World) -> Kind:
    kind = world.kind("路灯不亮")
    kind.doors = ["patrol", "rider", "resident"]
    kind.save()
    return kind


@pytest.fixture
def case(world: World, lamp: Kind) -> Case:
    return report(
        by=world.resident(),
        door=Door.RESIDENT,
        text="三号楼前的路灯不亮三天了。",
        kind=lamp,
        place=Place(area=world.micro, lng=116.4, lat=39.9, address="三号楼前"),
        people=People(),
    )[0]


@pytest.fixture
def phone(as_: Browser, worker: Actor) -> Phone:
    return Phone(as_(worker)).enrol()
