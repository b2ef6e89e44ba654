"""Every address × everybody: what the pages, the API and Open311 answer to each, and to a stranger."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from mulin.accounts.actions.create_key import create_key
from mulin.accounts.models import User
from mulin.people.access import Actor
from tests.support.cast import Town
from tests.support.permissions import KEYS, LOGINS, PAGES, row
from tests.support.scene import Scene, addresses, make_scene, path_of, visit
from tests.support.standing import Standing

#: These learn least, so it is they who try every POST too.
TRYING = ("anonymous", "stranger", "resident", "rider")
#: One of each side of the loop walks in the fast suite, the others in the long one.
QUICK = (*TRYING, "gridworker", "dispatcher", "owner")
CLOSED = (401, 404, "login")


@pytest.fixture(scope="module")
def stage(standing_town: Standing[Town], django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), standing_town.lent() as town:
        yield make_scene(town)


@pytest.fixture
def scene(stage: Scene) -> Iterator[Scene]:
    """Made once; each walk over it is rolled back."""
    before = settings.MULIN_OPEN_PER_MINUTE
    settings.MULIN_OPEN_PER_MINUTE = 1_000_000
    cache.clear()
    with transaction.atomic():
        yield stage
        transaction.set_rollback(True)
    settings.MULIN_OPEN_PER_MINUTE = before


def browser(login: str) -> Client:
    client = Client()
    client.raise_request_exception = False
    if login != "anonymous":
        user = User.objects.get(login=login)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_address_has_its_line() -> None:
    known = {address.name for address in addresses()}
    told = {name.partition(" ")[0] for name in PAGES}
    assert known - told == set(), "add a line to PAGES in tests/support/permissions.py"
    assert told - known == set(), "these addresses are gone"


@pytest.mark.parametrize(
    "login", [one if one in QUICK else pytest.param(one, marks=pytest.mark.proof) for one in LOGINS]
)
def test_everybody_gets_what_is_theirs(scene: Scene, login: str) -> None:
    client, wrong = browser(login), []
    patterns = {address.name: address for address in addresses()}
    for name, expected in PAGES.items():
        plain, _space, about = name.partition(" ")
        if plain not in patterns:
            continue
        path = path_of(scene, patterns[plain], about)
        got = visit(client, "GET", path)
        if got != expected.expected(login):
            wrong.append(f"{name}: {got} instead of {expected.expected(login)} ({path})")
        if login in TRYING:
            tried = visit(client, "POST", path)
            if isinstance(tried, int) and tried >= 500:
                wrong.append(f"POST {name}: {tried}")
            if got in CLOSED and tried in (200, 201):
                wrong.append(f"POST {name}: {tried}, though it cannot be read")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("post", KEYS)
def test_every_key_opens_what_is_its_posts(scene: Scene, post: str) -> None:
    secret = create_key("tests", post_code=post, by=Actor.system("tests")).secret
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    root, case = "/api/v1", f"/api/v1/cases/{scene.case.pk}"
    note = client.post(f"{case}/note", {"text": "已知悉"}, content_type="application/json").status_code
    read = client.get(case).status_code
    confidential = client.get(f"{root}/cases/{scene.secret.pk}").status_code
    figures = client.get(f"{root}/tallies", {"area": scene.town.community.code}).status_code
    assert (note, read, confidential, figures) == KEYS[post]
    listed = {one["id"] for one in client.get(f"{root}/cases?limit=100").json()["items"]}
    assert (str(scene.case.pk) in listed) == (read == 200)
    assert (str(scene.secret.pk) in listed) == (confidential == 200)
    made = client.post(f"{root}/cases", {"text": "自己报的"}, content_type="application/json")
    assert made.status_code == 201
    assert client.get(f"{root}/cases/{made.json()['id']}").status_code == 200


def test_a_line_tells_who() -> None:
    one = row(401, 404, ok="resident")
    assert [one.expected(login) for login in ("anonymous", "resident", "rider")] == [401, 200, 404]
