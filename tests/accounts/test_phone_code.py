"""A code to a phone: sent once a minute, right once, wrong five times; secrets stay out of the history."""

from datetime import UTC, datetime, timedelta

import pytest

from mulin.accounts.actions.confirm_phone_code import confirm_phone_code
from mulin.accounts.actions.mark_code_sent import mark_code_sent
from mulin.accounts.actions.send_phone_code import send_phone_code
from mulin.accounts.models import PhoneCode, User
from mulin.accounts.queries import account_by_phone, code_to_send, phone_of
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.trail.models import Event

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
LOGIN = Actor.system("login")


def sent(phone: str = "13800138000", address: str = "10.0.0.1") -> tuple[PhoneCode, str]:
    row = send_phone_code(phone, address=address, by=LOGIN)
    message = code_to_send(row.pk)
    assert message is not None
    return row, message.code


def test_a_right_code_opens_the_account_of_that_phone_every_time() -> None:
    with clock.frozen(NOON) as held:
        row, digits = sent()
        first = confirm_phone_code(row, digits=digits, by=LOGIN)
        held.tick(timedelta(minutes=2))
        row, digits = sent("+86 138 0013 8000")
        assert confirm_phone_code(row, digits=digits, by=LOGIN) == first
    assert phone_of(first) == "+8613800138000"
    assert account_by_phone("138-0013-8000") == first
    assert not first.has_usable_password()
    assert User.objects.count() == 1


def test_a_code_works_once() -> None:
    row, digits = sent()
    confirm_phone_code(row, digits=digits, by=LOGIN)
    with pytest.raises(BadInput):
        confirm_phone_code(row, digits=digits, by=LOGIN)


def test_wrong_tries_are_counted_until_the_code_no_longer_holds() -> None:
    row, digits = sent()
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    for _round in range(5):
        with pytest.raises(BadInput):
            confirm_phone_code(row, digits=wrong, by=LOGIN)
    with pytest.raises(BadInput):
        confirm_phone_code(row, digits=digits, by=LOGIN)
    assert not User.objects.exists()


def test_an_old_code_does_not_hold() -> None:
    with clock.frozen(NOON) as held:
        row, digits = sent()
        held.tick(timedelta(minutes=5))
        with pytest.raises(BadInput):
            confirm_phone_code(row, digits=digits, by=LOGIN)
        assert code_to_send(row.pk) is None


def test_the_pause_between_codes_and_the_number_an_hour() -> None:
    with clock.frozen(NOON) as held:
        sent()
        with pytest.raises(BadInput) as refusal:
            sent("138 0013 8000")
        assert refusal.value.code == "too_often"
        for _round in range(4):
            held.tick(timedelta(minutes=2))
            sent()
        held.tick(timedelta(minutes=2))
        with pytest.raises(BadInput):
            sent()
        held.tick(timedelta(hours=1))
        sent()


def test_one_network_cannot_ask_for_the_codes_of_many() -> None:
    with clock.frozen(NOON):
        for number in range(30):
            sent(f"138001380{number:02}")
        with pytest.raises(BadInput):
            sent("13900139000")
        sent("13900139000", address="10.0.0.2")


@pytest.mark.parametrize("phone", ["", "12345", "010-12345678", "１３８", "abc", "1380013800012345", "\0"])
def test_what_is_no_mobile_number_is_refused(phone: str) -> None:
    with pytest.raises(BadInput) as refusal:
        send_phone_code(phone, address="10.0.0.1", by=LOGIN)
    assert "phone" in refusal.value.fields


def test_the_history_names_the_row_and_never_the_code_or_the_phone() -> None:
    row, digits = sent()
    event = Event.objects.get(verb="code.asked")
    assert event.subject_id == str(row.pk)
    told = f"{event.data}{event.subject_kind}"
    assert digits not in told
    assert "138" not in told


def test_the_sealed_copy_is_wiped_when_it_has_been_sent() -> None:
    row, digits = sent()
    assert mark_code_sent(row.pk)
    assert not mark_code_sent(row.pk)
    row.refresh_from_db()
    assert row.code_sealed is None
    assert code_to_send(row.pk) is None
    assert confirm_phone_code(row, digits=digits, by=LOGIN).pk


def test_a_closed_account_is_not_opened_by_its_phone() -> None:
    with clock.frozen(NOON) as held:
        row, digits = sent()
        account = confirm_phone_code(row, digits=digits, by=LOGIN)
        User.objects.filter(pk=account.pk).update(is_active=False)
        held.tick(timedelta(minutes=2))
        row, digits = sent()
        with pytest.raises(BadInput):
            confirm_phone_code(row, digits=digits, by=LOGIN)
