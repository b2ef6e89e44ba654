"""Pages that belong to everybody stand in the reader's own frame."""

import pytest

from tests.support.cast import Town
from tests.support.chinese import assert_no_english

BARS = {
    "resident": 'href="/who/"',
    "gridworker": 'href="/field/map/"',
    "dispatcher": 'href="/desk/search/"',
    "leader": 'href="/screen/late/"',
    "owner": 'href="/ops/audit/"',
}


@pytest.mark.parametrize("path", ["/notices/", "/notices/ways/"])
@pytest.mark.parametrize("login", BARS)
def test_notices_show_the_bar_of_the_readers_face(town: Town, login: str, path: str) -> None:
    body = town.client(login).get(path).content.decode()
    assert BARS[login] in body
    assert not any(bar in body for other, bar in BARS.items() if other != login)
    assert_no_english(body, allow={login})
