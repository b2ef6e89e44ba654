"""To a post without the duty a care entry does not exist: pages, search, exports, API, notices, figures."""

import pytest

from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.change_entry import change_entry
from mulin.care.actions.open_parts import look_at
from mulin.care.actions.plan_service import come_next, plan_service
from mulin.care.actions.say_visit import complain
from mulin.care.models import Alert, Delivery
from mulin.cases.access import visible_to
from mulin.cases.actions.accept import give_back
from mulin.cases.actions.dispatch import designate
from mulin.cases.actions.file import reclassify
from mulin.cases.actions.turn import may
from mulin.cases.kinds import Verb
from mulin.cases.models import Case
from mulin.cases.queries.export import export_rows
from mulin.cases.rules import BY_VERB
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput
from mulin.notices.models import Notice
from mulin.notices.queries import words_of
from mulin.people.access import Actor
from mulin.people.kinds import OF_CARE
from mulin.people.models import Look
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


def test_what_is_narrowed_to_some_posts_is_narrow_as_a_case_too(home: Home, now: Frozen) -> None:
    """The alert's case, its notices and steps, and a complaint: for the posts the person agreed to alone."""
    town, own = home.town, home.town.post("P-1201-GW").pk
    worker, other = town.actor("gridworker"), town.actor("checker")
    change_entry(home.entry, only_posts=[own], by=worker)
    alert = raise_by_hand(home.entry, by=worker)
    relay_all()
    case = Case.objects.get(pk=alert.case_id)
    for path in (f"/desk/cases/{case.pk}/", f"/field/cases/{case.pk}/", f"/care/alerts/{alert.pk}/"):
        assert town.client("checker").get(path).status_code == 404, path
        assert town.client("gridworker").get(path).status_code == 200, path
    assert visible_to(worker).filter(pk=case.pk).exists()
    assert not visible_to(other).filter(pk=case.pk).exists()
    assert may(case, Verb.ACCEPT, worker)
    assert not any(may(case, verb, other) for verb in BY_VERB)
    told = set(Notice.objects.filter(case_id=case.pk).values_list("person_id", flat=True))
    assert told == {worker.person_id}
    change_entry(home.entry, only_posts=[], by=worker)
    assert visible_to(other).filter(pk=case.pk).exists()


def test_a_complaint_of_a_service_is_as_narrow_as_the_entry(home: Home, now: Frozen) -> None:
    worker, other = home.town.actor("gridworker"), home.town.actor("checker")
    plan = plan_service(
        home.entry, service="meal", provider=home.water, rhythm="once", first_on=clock.today(), by=worker
    )
    come_next()
    complaint = complain(Delivery.objects.get(plan=plan), by=home.town.resident)
    assert visible_to(other).filter(pk=complaint.pk).exists()
    change_entry(home.entry, only_posts=[home.town.post("P-1201-GW").pk], by=worker)
    assert not visible_to(other).filter(pk=complaint.pk).exists()
    for actor in (worker, home.town.resident):
        assert visible_to(actor).filter(pk=complaint.pk).exists()


def test_what_is_narrowed_is_sent_to_nobody_else(home: Home, alert: Alert) -> None:
    town, system = home.town, Actor.system("tests")
    change_entry(home.entry, only_posts=[town.post("P-1201-GW").pk], by=town.actor("gridworker"))
    case = give_back(Case.objects.get(pk=alert.case_id), reason="人不在岗，请另派", by=system)
    for code, agreed in (("P-12-STF-2", False), ("P-1201-GW", True)):
        post = town.post(code)
        assert post.organisation is not None
        if agreed:
            designate(case, organisation=post.organisation, post=post, reason="另派", by=system)
        else:
            with pytest.raises(BadInput):
                designate(case, organisation=post.organisation, post=post, reason="另派", by=system)


def test_reading_the_case_is_a_look_that_the_person_sees(home: Home, alert: Alert) -> None:
    looks = Look.objects.filter(person=home.person)
    for count, path in enumerate(
        (f"/desk/cases/{alert.case_id}/", f"/field/cases/{alert.case_id}/", f"/api/v1/cases/{alert.case_id}"),
        1,
    ):
        assert home.town.client("gridworker").get(path).status_code == 200, path
        assert looks.count() == count, path
    assert {look.case_id for look in looks} == {alert.case_id}
    seen = who_looked_at(home.person, by=home.town.resident)
    assert [(one.fields, one.post) for one in seen] == [(("关爱登记",), home.town.post("P-1201-GW").name)] * 3


def test_it_is_filed_under_no_kind_that_others_read(home: Home, alert: Alert) -> None:
    case, plain = Case.objects.get(pk=alert.case_id), Kind.objects.filter(track="loop", secrecy="public")
    with pytest.raises(BadInput):
        reclassify(case, kind=plain.filter(doors__contains=["patrol"])[0], by=home.worker)
