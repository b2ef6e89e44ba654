"""To a post without the duty a care entry does not exist: pages, search, exports, API, notices, figures."""

import pytest

from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.open_parts import look_at
from mulin.care.models import Alert
from mulin.cases.access import visible_to
from mulin.cases.queries.export import export_rows
from mulin.lib.clock import Frozen
from mulin.notices.models import Notice
from mulin.notices.queries import words_of
from mulin.people.kinds import OF_CARE
from mulin.people.queries import who_looked_at
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from tests.care.conftest import Home

STRANGERS = ("secretary", "dispatcher", "leader", "district", "owner", "property", "department")
SECRETS = ("梁秀兰", "钥匙在对门", "高血压", "1号楼1单元", "关爱", "用水用电")


@pytest.fixture
def alert(home: Home, now: Frozen) -> Alert:
    found = raise_by_hand(home.entry, by=home.worker)
    tick_all()
    relay_all()
    return found


@pytest.mark.parametrize("login", STRANGERS)
def test_pages_search_and_api(home: Home, alert: Alert, login: str) -> None:
    client, case = home.town.client(login), alert.case_id
    for path in (
        "/care/",
        f"/care/{home.entry.pk}/",
        f"/care/{home.entry.pk}/paper/",
        f"/care/alerts/{alert.pk}/",
        f"/desk/cases/{case}/",
        f"/api/v1/cases/{case}",
    ):
        assert client.get(path).status_code == 404, path
    for path in ("/desk/search/?words=%E6%B0%B4%E7%94%B5", "/desk/", "/api/v1/cases?state=open", "/notices/"):
        answer = client.get(path, follow=True)
        text = answer.content.decode()
        assert str(case) not in text
        assert "梁秀兰" not in text


@pytest.mark.parametrize("login", STRANGERS)
def test_not_listed(home: Home, alert: Alert, login: str) -> None:
    assert not visible_to(home.town.actor(login)).filter(pk=alert.case_id).exists()


def test_notices_name_nobody(home: Home, alert: Alert) -> None:
    holders = {home.town.person(code).pk for code in ("P-1201-GW", "P-12-STF-1", "P-12-STF-2", "P-12-CHK")}
    told = list(Notice.objects.filter(case_id=alert.case_id))
    assert told
    for notice in told:
        assert notice.person_id in holders
        assert not any(secret in words_of(notice) for secret in SECRETS)


def test_the_export_of_the_house_leaves_it_out(home: Home, alert: Alert) -> None:
    told = [str(cell) for row in export_rows(None, None, None) for cell in row]
    assert str(alert.case_id) not in told
    assert not any(secret in cell for cell in told for secret in SECRETS)


def test_the_pages_of_the_house_do_not_tell_who_it_is(home: Home, alert: Alert) -> None:
    """The owner reads what was done as which post; whom it was about, and that they agreed to care, is not there."""
    owner, number = home.town.client("owner"), home.person.pk
    look_at(home.entry, by=home.worker)
    for path in (
        "/ops/audit/?verb=entry",
        "/ops/audit/?verb=alert",
        "/ops/audit/?verb=calling",
        "/ops/audit/?verb=person.looked",
        "/ops/audit/?verb=look",
        "/ops/outbox/",
    ):
        answer = owner.get(path)
        assert answer.status_code == 200
        text = answer.content.decode()
        assert f"person:{number}<" not in text, path
        assert f"/ops/people/{number}/" not in text
        assert not any(secret in text for secret in SECRETS[:4])
    page = owner.get(f"/ops/people/{number}/")
    assert page.status_code == 200
    assert not [one for one in page.context["seen"].consents if one.purpose in OF_CARE]
    assert "关爱登记" not in page.content.decode()
    assert who_looked_at(home.person, by=home.town.actor("owner")) == []
    assert who_looked_at(home.person, by=home.town.resident)
