"""What is kept closed, and who is told of each look: the person, the guardian, whoever they named; on paper, too."""

import pytest
from django.db import connection

from mulin.care.access import own_entries
from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.close_alert import close_alert
from mulin.care.actions.log_try import log_try
from mulin.care.actions.open_parts import look_at, open_parts
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.people.access import Actor
from mulin.people.actions.name_delegate import name_delegate
from mulin.people.models import Look
from mulin.people.queries import who_looked_at
from mulin.people.queries.portrait import portrait
from tests.care.conftest import HOUR, Home

SECRETS = ("钥匙在对门", "门铃坏了", "高血压", "13800138001", "毕强")


def shown(home: Home, login: str, path: str) -> str:
    answer = home.town.client(login).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_live_alert_is_reason_enough_and_none_is_not(home: Home, now: Frozen) -> None:
    alert = raise_by_hand(home.entry, by=home.worker)
    worker = home.town.actor("gridworker")
    open_parts(home.entry, parts=["keys"], by=worker)
    assert "钥匙在对门" in shown(home, "gridworker", f"/care/{home.entry.pk}/")
    assert "高血压" not in shown(home, "gridworker", f"/care/{home.entry.pk}/")
    log_try(alert, step="door", result="safe", by=home.worker)
    close_alert(alert, ending="safe", by=home.worker)
    now.tick(HOUR)
    with pytest.raises(BadInput):
        open_parts(home.entry, parts=["keys"], by=worker)
    assert "钥匙在对门" not in shown(home, "gridworker", f"/care/{home.entry.pk}/")


def test_numbers_show_on_an_alert_only_while_it_lives(home: Home) -> None:
    alert = raise_by_hand(home.entry, by=home.worker)
    path = f"/care/alerts/{alert.pk}/"
    assert "13800138001" in shown(home, "gridworker", path)
    log_try(alert, step="door", result="safe", by=home.worker)
    close_alert(alert, ending="safe", by=home.worker)
    told = shown(home, "gridworker", path)
    assert not [one for one in SECRETS if one in told]


def test_closed_parts_are_on_no_page_and_sealed_in_the_rows(home: Home) -> None:
    for path in ("/care/", f"/care/{home.entry.pk}/", f"/care/{home.entry.pk}/paper/"):
        told = shown(home, "gridworker", path)
        assert not [one for one in SECRETS if one in told]
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text, c::text FROM care_entry e JOIN care_contact c ON c.entry_id = e.id")
        rows = "".join(str(row) for row in cursor.fetchall())
    for secret in SECRETS:
        assert secret not in rows
        assert secret.encode().hex() not in rows


def test_who_looked_is_read_by_the_person_and_whom_they_named(home: Home) -> None:
    look_at(home.entry, by=home.worker)
    neighbour, person = home.town.neighbour, home.town.resident
    with pytest.raises(NotFound):
        who_looked_at(home.person, by=neighbour)
    named = home.town.person("rider")
    name_delegate(home.person, delegate=named, by=person)
    rider = home.town.actor("rider")
    assert [look.fields for look in who_looked_at(home.person, by=rider)] == [("关爱登记",)]
    assert not own_entries(rider).exists()
    assert "关爱登记" in shown(home, "rider", f"/me/looks/{home.person.pk}/")


def test_on_paper_it_is_all_there_and_printing_is_a_look(home: Home) -> None:
    open_parts(
        home.entry, parts=["illness"], reason="visit", note="送药上门", by=home.town.actor("gridworker")
    )
    before = Look.objects.filter(person=home.person).count()
    told = shown(home, "gridworker", f"/care/{home.entry.pk}/paper/")
    assert "送药上门" in told and "data-print" in told
    assert Look.objects.filter(person=home.person).count() == before + 1


def test_a_program_or_the_house_opens_nothing(home: Home) -> None:
    with pytest.raises(NotAllowed):
        open_parts(home.entry, parts=["keys"], reason="visit", note="整理", by=Actor.system("tests"))


@pytest.mark.parametrize(("login", "known"), [("gridworker", True), ("resident", True), ("owner", False)])
def test_that_somebody_agreed_to_care_tells_it_already(home: Home, login: str, known: bool) -> None:
    seen = portrait(home.person, home.town.actor(login))
    assert ({one.purpose for one in seen.consents} >= {"care", "meter"}) is known
    assert bool({one.purpose for one in seen.consents} & {"care", "meter"}) is known
