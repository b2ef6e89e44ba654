"""Accounts of staff, keys of programs, saved views."""

import pytest

from mulin.accounts.actions.close_account import close_account
from mulin.accounts.actions.create_key import create_key
from mulin.accounts.actions.open_account import open_account
from mulin.accounts.actions.reopen_account import reopen_account
from mulin.accounts.actions.revoke_key import revoke_key
from mulin.accounts.actions.save_view import forget_view, save_view
from mulin.accounts.actions.set_password import set_password
from mulin.accounts.models import ApiKey, User
from mulin.accounts.queries import key_for, saved_views
from mulin.lib.errors import BadInput, Conflict, NotFound
from mulin.people.access import Actor
from mulin.trail.models import Event

pytestmark = pytest.mark.django_db
HOUSE = Actor.system("tests")
STRONG = "lantern-harbour-42"


def test_an_account_opens_with_a_first_password_that_is_to_be_changed() -> None:
    account = open_account("  LiHua ", password=STRONG, by=HOUSE)
    assert account.login == "lihua"
    assert account.must_change_password
    assert account.check_password(STRONG)
    assert Event.objects.filter(verb="account.opened", subject_id=str(account.pk)).count() == 1


def test_a_login_name_is_given_once() -> None:
    open_account("lihua", password=STRONG, by=HOUSE)
    with pytest.raises(Conflict):
        open_account("LIHUA", password=STRONG, by=HOUSE)


@pytest.mark.parametrize("login", ["", "a", "li hua", "x" * 151, "li\0hua", "'; drop"])
def test_odd_login_names_are_refused(login: str) -> None:
    with pytest.raises(BadInput) as refusal:
        open_account(login, password=STRONG, by=HOUSE)
    assert "login" in refusal.value.fields


def test_weak_passwords_are_refused_but_for_the_demo() -> None:
    with pytest.raises(BadInput):
        open_account("lihua", password="12345678", by=HOUSE)
    assert open_account("demo1", password="x", by=HOUSE, must_change=False, strong=False).pk


def test_ones_own_new_password_need_not_be_changed_again() -> None:
    account = open_account("lihua", password=STRONG, by=HOUSE)
    changed = set_password(account, password="orchard-winter-77", by=Actor(account_id=account.pk))
    assert not changed.must_change_password
    assert set_password(account, password="orchard-winter-78", by=HOUSE).must_change_password


def test_closing_twice_is_harmless() -> None:
    account = open_account("lihua", password=STRONG, by=HOUSE)
    assert not close_account(account, by=HOUSE).is_active
    close_account(account, by=HOUSE)
    assert Event.objects.filter(verb="account.closed").count() == 1


def test_a_closed_account_reopens_with_a_new_password_and_no_old_session() -> None:
    account = open_account("lihua", password=STRONG, by=HOUSE)
    signed = account.get_session_auth_hash()
    assert reopen_account(account, password="orchard-winter-77", by=HOUSE).check_password(STRONG)
    close_account(account, by=HOUSE)
    for refused in ("", "12345678"):
        with pytest.raises(BadInput) as refusal:
            reopen_account(account, password=refused, by=HOUSE)
        assert list(refusal.value.fields) == ["password"]
    for _time in range(2):
        opened = reopen_account(account, password="orchard-winter-77", by=HOUSE)
    assert opened.is_active and opened.must_change_password
    assert opened.check_password("orchard-winter-77")
    assert opened.get_session_auth_hash() != signed
    assert Event.objects.filter(verb="account.reopened").count() == 1


def test_who_logs_in_by_phone_codes_needs_no_password_again() -> None:
    account = User(login="p-phone")
    account.set_unusable_password()
    account.save()
    signed = account.get_session_auth_hash()
    close_account(account, by=HOUSE)
    opened = reopen_account(account, password="", by=HOUSE)
    assert opened.is_active and not opened.has_usable_password() and not opened.must_change_password
    assert opened.get_session_auth_hash() != signed


def test_a_key_opens_until_it_is_revoked_and_is_kept_as_a_hash() -> None:
    new = create_key("水务接口", post_code="P-1", by=HOUSE)
    assert key_for(new.secret) == new.row
    assert key_for(new.secret + "x") is None
    assert key_for("") is None
    assert new.secret not in str(list(ApiKey.objects.values()))
    revoke_key(new.row, by=HOUSE)
    revoke_key(new.row, by=HOUSE)
    assert key_for(new.secret) is None
    assert Event.objects.filter(verb="key.revoked").count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_key_needs_a_name(name: str) -> None:
    with pytest.raises(BadInput):
        create_key(name, post_code="P-1", by=HOUSE)


def test_views_are_their_owners_alone() -> None:
    one = open_account("one", password=STRONG, by=HOUSE)
    two = open_account("two1", password=STRONG, by=HOUSE)
    view = save_view("desk.inbox", name="我的超时", query="late=1", by=Actor(account_id=one.pk))
    save_view("desk.inbox", name="我的超时", query="late=1&kind=x", by=Actor(account_id=one.pk))
    assert [one.query for one in saved_views(one.pk, "desk.inbox")] == ["late=1&kind=x"]
    assert saved_views(two.pk, "desk.inbox") == []
    forget_view(view.pk, by=Actor(account_id=two.pk))
    assert len(saved_views(one.pk, "desk.inbox")) == 1
    forget_view(view.pk, by=Actor(account_id=one.pk))
    assert saved_views(one.pk, "desk.inbox") == []
    with pytest.raises(NotFound):
        save_view("desk.inbox", name="x", query="", by=Actor())
