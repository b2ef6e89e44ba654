"""Login by password: works, refuses, locks, leads people to their page; what the page shows and sends."""

import pytest
from django.test import Client

from mulin.accounts.models import User
from tests.support.chinese import assert_no_english

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-word-7"


@pytest.fixture
def account() -> User:
    account = User(login="lihua")
    account.set_password(PASSWORD)
    account.save()
    return account


def test_the_page_is_chinese_and_complete(client: Client) -> None:
    page = client.get("/login/")
    assert page.status_code == 200
    text = page.content.decode()
    assert_no_english(text, allow={"mulin", "demo"})
    assert 'name="login"' in text
    assert 'name="password"' in text
    assert '<html lang="zh-Hans"' in text


def test_a_right_password_leads_to_ones_page(client: Client, account: User) -> None:
    answer = client.post("/login/", {"login": "lihua", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/go/"
    assert client.get("/go/").headers["Location"] == "/"


def test_a_wrong_password_is_refused(client: Client, account: User) -> None:
    answer = client.post("/login/", {"login": "lihua", "password": "wrong"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
