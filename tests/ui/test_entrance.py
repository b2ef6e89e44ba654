"""Login: works, refuses, locks, asks for the second factor, leads people to their page; log-out by POST."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client, override_settings

from mulin.accounts.models import PhoneCode, User
from mulin.accounts.queries import code_to_send
from tests.people.cast import cast
from tests.support.chinese import assert_no_english

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-word-7"


@pytest.fixture
def account() -> User:
    account = User(login="lihua")
    account.set_password(PASSWORD)
    account.save()
    return account


def enter(client: Client, password: str = PASSWORD, **more: str) -> str:
    answer = client.post("/login/", {"login": "lihua", "password": password} | more)
    return str(answer.headers.get("Location", answer.status_code))


def test_the_page_is_chinese_and_complete(client: Client) -> None:
    page = client.get("/login/")
    assert page.status_code == 200
    text = page.content.decode()
    assert_no_english(text, allow={"mulin", "demo"})
    assert 'name="login"' in text
    assert 'name="password"' in text
    assert '<html lang="zh-Hans"' in text


def test_demo_logins_stand_there_in_the_demo_town_only(client: Client) -> None:
    with override_settings(MULIN_DEMO_TOWN=True):
        text = client.get("/login/").content.decode()
        assert text.count('value="mulin-demo"') == 15
        assert_no_english(text, allow={"mulin", "demo"})
    with override_settings(MULIN_DEMO_TOWN=False):
        assert "mulin-demo" not in client.get("/login/").content.decode()


def test_a_right_password_leads_to_ones_page(client: Client, account: User) -> None:
    assert enter(client) == "/go/"
    assert client.get("/go/").headers["Location"] == "/"


def test_login_goes_on_to_where_one_wanted_to_be_but_never_elsewhere(client: Client, account: User) -> None:
    assert enter(client, next="/desk/x/") == "/desk/x/"
    client.logout()
    assert enter(client, next="https://evil.example/") == "/go/"


def test_a_wrong_password_is_refused(client: Client, account: User) -> None:
    answer = client.post("/login/", {"login": "lihua", "password": "wrong"})
    assert answer.status_code == 200
    assert_no_english(answer.content, allow={"mulin", "demo", "lihua"})
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_refused(client: Client, account: User) -> None:
    User.objects.update(is_active=False)
    enter(client)
    assert "_auth_user_id" not in client.session


def test_too_many_wrong_passwords_pause_the_login(client: Client, account: User) -> None:
    for _round in range(8):
        last = client.post("/login/", {"login": "lihua", "password": "wrong"})
    assert last.status_code == 429
    assert_no_english(last.content)
    assert enter(client) == "429"
    assert "_auth_user_id" not in client.session


def test_the_first_password_is_to_be_changed(client: Client, account: User) -> None:
    User.objects.update(must_change_password=True)
    enter(client, next="/views/")
    assert client.get("/go/").headers["Location"] == "/account/password/"
    assert client.get("/anywhere/").headers["Location"] == "/account/password/"
    assert_no_english(client.get("/account/password/").content, allow={"lihua"})
    new = {
        "old_password": PASSWORD,
        "new_password1": "orchard-winter-77",
        "new_password2": "orchard-winter-77",
    }
    assert client.post("/account/password/", new).status_code == 302
    assert client.get("/go/").headers["Location"] == "/"
    assert_no_english(client.get("/account/").content, allow={"lihua"})


def test_log_out_is_a_post(client: Client, account: User) -> None:
    enter(client)
    page = client.get("/logout/")
    assert page.status_code == 200
    assert_no_english(page.content, allow={"lihua"})
    assert "_auth_user_id" in client.session
    client.post("/logout/")
    assert "_auth_user_id" not in client.session


def test_a_second_factor_is_set_up_and_asked_for(client: Client, account: User) -> None:
    enter(client)
    assert_no_english(client.get("/account/factors/").content, allow={"lihua"})
    page = client.get("/account/factors/totp/activate/", follow=True)
    assert_no_english(page.content, allow={"lihua"})
    if "/again/" in page.request["PATH_INFO"]:
        client.post(page.request["PATH_INFO"], {"password": PASSWORD})
        page = client.get("/account/factors/totp/activate/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert_no_english(page.content, allow={"lihua", secret, *re.findall("[A-Za-z]{2,}", secret)})
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert client.post("/account/factors/totp/activate/", {"code": code}).status_code == 302
    codes = client.get("/account/factors/recovery-codes/")
    assert_no_english(
        codes.content,
        allow={
            "lihua",
            *re.findall("[A-Za-z]{2,}", " ".join(RecoveryCodes.activate(account).get_unused_codes())),
        },
    )
    client.logout()
    assert enter(client) == "/account/factors/authenticate/"
    assert "_auth_user_id" not in client.session
    assert_no_english(client.get("/account/factors/authenticate/").content, allow={"lihua"})


def test_the_second_factor_lets_in_and_its_secret_is_sealed(client: Client, account: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    enter(client)
    wrong = client.post("/account/factors/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert_no_english(wrong.content, allow={"lihua"})
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    right = client.post("/account/factors/authenticate/", {"code": code})
    assert right.headers["Location"] == "/go/"
    assert client.session["_auth_user_id"] == str(account.pk)


@override_settings(MULIN_DEMO_TOWN=False)
def test_a_phone_code_lets_a_resident_in(client: Client) -> None:
    assert_no_english(client.get("/login/phone/").content)
    answer = client.post("/login/phone/", {"phone": "138 0013 8000", "next": "/mine/"})
    assert answer.headers["Location"] == "/login/phone/code/?next=/mine/"
    message = code_to_send(PhoneCode.objects.get().pk)
    assert message is not None
    page = client.get("/login/phone/code/")
    assert message.code not in page.content.decode()
    assert_no_english(page.content)
    wrong = client.post("/login/phone/code/", {"code": f"{(int(message.code) + 1) % 10**6:06}"})
    assert_no_english(wrong.content)
    assert "_auth_user_id" not in client.session
    right = client.post("/login/phone/code/", {"code": message.code, "next": "/mine/"})
    assert right.headers["Location"] == "/mine/"
    assert client.session["_auth_user_id"]


def test_the_demo_town_shows_its_codes(client: Client) -> None:
    with override_settings(MULIN_DEMO_TOWN=True):
        client.post("/login/phone/", {"phone": "138 0013 8000"})
        message = code_to_send(PhoneCode.objects.get().pk)
        assert message is not None
        assert message.code in client.get("/login/phone/code/").content.decode()


def test_the_code_page_without_a_code_starts_over(client: Client) -> None:
    assert client.get("/login/phone/code/").headers["Location"] == "/login/phone/"


@pytest.mark.parametrize("address", ["/login/", "/login/phone/", "/go/"])
def test_strict_headers_everywhere(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]


def test_a_form_without_its_token_is_told_so_in_chinese() -> None:
    answer = Client(enforce_csrf_checks=True).post("/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "页面停留太久了" in answer.content.decode()
    assert_no_english(answer.content)


@pytest.mark.parametrize("asked", [[], ["case:dispatch"], ["person:unmask"]])
def test_duties_may_ask_for_a_second_factor(client: Client, asked: list[str]) -> None:
    cast()
    account = User.objects.get(login="郑文博")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    with override_settings(MULIN_SECOND_FACTOR_DUTIES=asked):
        there = client.get("/go/").headers["Location"]
        assert there == ("/account/factors/" if asked == ["case:dispatch"] else "/desk/")
        TOTP.activate(account, generate_totp_secret())
        assert client.get("/go/").headers["Location"] == "/desk/"


def test_views_are_kept_and_forgotten(client: Client, account: User) -> None:
    enter(client)
    kept = {"page": "desk.inbox", "name": "超时的", "query": "late=1", "next": "/desk/?late=1"}
    assert client.post("/views/", kept).headers["Location"] == "/desk/?late=1"
    view = account.saved_views.get()
    assert client.post(f"/views/{view.pk}/forget/", {"next": "/desk/"}).headers["Location"] == "/desk/"
    assert not account.saved_views.exists()
    assert client.post("/views/", kept | {"name": ""}).status_code == 400
