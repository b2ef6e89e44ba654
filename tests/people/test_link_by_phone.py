"""A proven phone meets its one registered resident: not two of them, nobody of the staff, nobody already met."""

import pytest

from mulin.accounts.models import User
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.link_by_phone import link_by_phone
from mulin.people.models import Person
from mulin.people.rules import fingerprints
from tests.people.cast import Cast

PHONE = "13800138000"
LOGIN = Actor.system("login")


def resident(phone: str = PHONE) -> Person:
    return Person.objects.create(
        name="王桂芳",
        phone=phone,
        phone_hash=fingerprints({"phone": phone})["phone_hash"],
        registered=clock.now(),
    )


@pytest.fixture
def account(town: Cast) -> User:
    return User.objects.create(login="p-abc")


def test_it_works_and_again(account: User) -> None:
    person = resident()
    assert link_by_phone(account, phone="+8613800138000", by=LOGIN) == person
    assert link_by_phone(account, phone="+8613800138000", by=LOGIN) == person
    person.refresh_from_db()
    assert person.account == account


def test_a_shared_number_opens_nobody(account: User) -> None:
    resident()
    resident()
    assert link_by_phone(account, phone=PHONE, by=LOGIN) is None


def test_somebody_met_before_is_not_met_again(account: User) -> None:
    person = resident()
    Person.objects.filter(pk=person.pk).update(account=User.objects.create(login="other"))
    assert link_by_phone(account, phone=PHONE, by=LOGIN) is None


def test_a_text_message_opens_no_post(account: User, town: Cast) -> None:
    holder = Person.objects.filter(tenures__isnull=False).order_by("pk").first()
    assert holder is not None
    Person.objects.filter(pk=holder.pk).update(
        account=None, phone_hash=fingerprints({"phone": PHONE})["phone_hash"]
    )
    assert link_by_phone(account, phone=PHONE, by=LOGIN) is None


def test_a_number_nobody_has(account: User) -> None:
    resident("13900139000")
    assert link_by_phone(account, phone=PHONE, by=LOGIN) is None
