"""People in operations: found masked, opened with a reason that they read, corrected, given a login."""

from datetime import date

import pytest

from mulin.accounts.models import User
from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.lib import clock
from mulin.notices.kinds import Template
from mulin.notices.models import Notice
from mulin.people.access import Actor, actor_for
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.register_person import register_person
from mulin.people.models import Look, Person, UnmaskGrant
from mulin.people.queries import openings_asked, who_looked_at
from mulin.places.models import Area
from mulin.reactions.relay import relay_all
from mulin.trail.models import Event
from tests.support.cast import Town
from tests.support.chinese import assert_no_english

WHY = {"fields_wanted": ["phone"], "reason": "visit", "note": "上门前联系本人"}
CODES = {"owner", "gridworker", "gridhead"}


def child(town: Town) -> Person:
    """Nine years old, behind the same door as `resident`."""
    born = date(clock.today().year - 9, 1, 5).isoformat()
    person = register_person(name="梁雨桐", birth_date=born, by=Actor.system("test"))
    add_household_member(town.home, person=person, relation="child", by=Actor.system("test"))
    return person


def reported(town: Town, area: Area | None = None) -> Case:
    """A case of the resident's, near their home unless elsewhere."""
    place = Place(area=area or town.micro_grid)
    return report(
        by=town.resident, door=Door.RESIDENT, text="楼道灯不亮", kind=town.kind("0203"), place=place
    )[0]


def at(person: Person, rest: str = "") -> str:
    return f"/ops/people/{person.pk}/{rest}"


@pytest.mark.parametrize("login", ["owner", "gridworker"])
def test_the_pages_speak_chinese_and_show_nobody_plain(town: Town, login: str) -> None:
    client, person = town.client(login), town.person("resident")
    for path in ("/ops/people/", "/ops/people/new/", at(person)):
        answer = client.get(path)
        assert answer.status_code == 200
        html = answer.content.decode()
        assert_no_english(html, allow=CODES)
        assert person.phone not in html and f">{person.name}<" not in html
        assert "no-store" in answer["Cache-Control"]


def test_a_person_is_found_by_the_whole_number_or_name_only(town: Town) -> None:
    client, person = town.client("gridworker"), town.person("resident")
    for words in (person.phone, person.name):
        assert f'href="{at(person)}"' in client.post("/ops/people/", {"words": words}).content.decode()
    for words in ((person.phone or "")[:6], "", "' OR 1=1"):
        assert f'href="{at(person)}"' not in client.post("/ops/people/", {"words": words}).content.decode()
    far = town.client("property")
    assert far.post("/ops/people/", {"words": person.phone}).status_code == 404
    assert client.get("/ops/people/?after=999999999").status_code == 200
    assert client.get("/ops/people/?area=nowhere").status_code == 400


def test_opening_with_a_reason_shows_it_once_and_leaves_a_row(town: Town) -> None:
    client, person = town.client("gridworker"), town.person("resident")
    assert client.post(at(person), {"verb": "unmask", **WHY, "note": "看"}).status_code == 400
    assert not Look.objects.filter(person=person).exists()
    shown = client.post(at(person), {"verb": "unmask", **WHY})
    assert person.phone in shown.content.decode()
    assert_no_english(shown.content.decode(), allow=CODES)
    assert person.phone not in client.get(at(person)).content.decode()
    assert [look.note for look in who_looked_at(person, by=Actor.resident(person))] == [WHY["note"]]
    mine = town.client("resident").get("/me/").content.decode()
    assert WHY["note"] in mine


@pytest.mark.parametrize("login", ["owner", "dispatcher", "secretary"])
def test_whoever_lacks_the_duty_opens_nothing(town: Town, login: str) -> None:
    person = town.person("resident")
    client = town.client(login)
    assert 'value="unmask"' not in client.get(at(person)).content.decode()
    assert client.post(at(person), {"verb": "unmask", **WHY}).status_code == 404
    assert client.post(at(person), {"verb": "nothing"}).status_code == 404
    assert not Look.objects.filter(person=person).exists()


def test_a_childs_data_open_once_after_somebody_else_approved(town: Town) -> None:
    worker, head, person = town.client("gridworker"), town.client("gridhead"), child(town)
    ask = {"verb": "ask", "reason": "visit", "note": "假期看护前联系家长"}
    assert worker.post(at(person), {"verb": "unmask", **WHY}).status_code == 404
    assert worker.post(at(person), ask).status_code == 302
    assert worker.post(at(person), ask).status_code == 302
    grant = UnmaskGrant.objects.get(person=person)
    assert ask["note"] not in worker.get("/ops/people/openings/").content.decode()
    assert worker.post(at(person, "approve/"), {"post": grant.post_id}).status_code == 404
    waiting = head.get("/ops/people/openings/").content.decode()
    assert ask["note"] in waiting
    assert_no_english(waiting, allow=CODES)
    assert head.post(at(person, "approve/"), {"post": "none"}).status_code == 404
    assert head.post(at(person, "approve/"), {"post": grant.post_id}).status_code == 302
    assert head.post(at(person, "approve/"), {"post": grant.post_id}).status_code == 302
    assert UnmaskGrant.objects.filter(person=person).count() == 1
    wanted = {"verb": "unmask", **WHY, "fields_wanted": ["birth_date"]}
    assert (person.birth_date or "") in worker.post(at(person), wanted).content.decode()
    assert worker.post(at(person), wanted).status_code == 404


def test_those_who_may_approve_are_told_and_then_the_asker(town: Town) -> None:
    worker, person = town.client("gridworker"), child(town)
    for _time in range(2):
        worker.post(at(person), {"verb": "ask", "reason": "visit", "note": "假期看护前联系家长"})
    relay_all()
    asked = Notice.objects.filter(template=Template.OPENING_ASKED)
    told = set(asked.values_list("person_id", flat=True))
    assert town.gridhead.person_id in told and town.gridworker.person_id not in told
    for reader in told:
        account = User.objects.get(person=reader) if User.objects.filter(person=reader).exists() else None
        assert account is None or [one.person.id for one in openings_asked(actor_for(account))] == [person.pk]
    answer = town.client("gridhead").get("/notices/").content.decode()
    assert "/ops/people/openings/" in answer and (person.name or "") not in answer
    assert_no_english(answer, allow=CODES)
    grant = UnmaskGrant.objects.get(person=person)
    for _time in range(2):
        town.client("gridhead").post(at(person, "approve/"), {"post": grant.post_id})
    relay_all()
    given = Notice.objects.filter(template=Template.OPENING_GIVEN)
    assert [(one.person_id, one.link) for one in given] == [(town.gridworker.person_id, at(person))]
    assert asked.count() == len(told)


def test_a_no_closes_the_asking_and_tells_the_asker(town: Town) -> None:
    worker, head, person = town.client("gridworker"), town.client("gridhead"), child(town)
    ask = {"verb": "ask", "reason": "visit", "note": "假期看护前联系家长"}
    worker.post(at(person), ask)
    no = f"/ops/people/openings/{UnmaskGrant.objects.get(person=person).pk}/decline/"
    assert f'action="{no}"' in head.get("/ops/people/openings/").content.decode()
    assert worker.post(no).status_code == 404
    assert town.client("dispatcher").post(no).status_code == 404
    assert head.get(no).status_code == 405
    for _time in range(2):
        assert head.post(no).status_code == 302
    assert Event.objects.filter(verb="person.unmask_declined").count() == 1
    assert no not in head.get("/ops/people/openings/").content.decode()
    assert worker.post(at(person), {"verb": "unmask", **WHY}).status_code == 404
    relay_all()
    refused = Notice.objects.get(template=Template.OPENING_REFUSED)
    assert refused.person_id == town.gridworker.person_id
    worker.post(at(person), ask)
    anew = UnmaskGrant.objects.filter(person=person).latest("pk")
    head.post(at(person, "approve/"), {"post": anew.post_id})
    assert head.post(f"/ops/people/openings/{anew.pk}/decline/").status_code == 409


def test_an_opening_names_the_case_it_is_for(town: Town) -> None:
    person, case = town.person("resident"), reported(town)
    client, wanted = town.client("gridworker"), {"verb": "unmask", **WHY, "reason": "case"}
    for number in ("261122-999999", "x", case.number[:-1]):
        assert client.post(at(person), {**wanted, "case": number}).status_code == 400
    elsewhere = reported(town, town.other_community)
    assert client.post(at(person), {**wanted, "case": elsewhere.number}).status_code == 400
    assert not Look.objects.filter(person=person).exists()
    assert client.post(at(person), {**wanted, "case": case.number}).status_code == 200
    assert Look.objects.get(person=person).case_id == case.pk
    assert case.number in town.client("resident").get("/me/").content.decode()
    Case.objects.filter(pk=case.pk).update(reporter=None, subject_person_id=person.pk)
    assert case.number not in town.client("resident").get("/me/").content.decode()


def test_only_what_is_filled_in_changes(town: Town) -> None:
    client, person = town.client("gridworker"), town.person("resident")
    name = person.name
    assert client.post(at(person), {"verb": "change", "phone": "12"}).status_code == 400
    assert client.post(at(person), {"verb": "change", "phone": "13800138111"}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.phone) == (name, "13800138111")
    assert client.post(at(person), {"verb": "change", "drop": ["phone"]}).status_code == 302
    person.refresh_from_db()
    assert not person.phone
    refused = town.client("dispatcher").post(at(person), {"verb": "change", "name": "换名"})
    assert refused.status_code == 404


def test_a_likeness_is_offered_before_somebody_is_registered_twice(town: Town) -> None:
    client, person = town.client("gridworker"), town.person("resident")
    fields = {"name": "另一位", "phone": person.phone}
    offered = client.post("/ops/people/new/", fields)
    assert offered.status_code == 400 and f'href="{at(person)}"' in offered.content.decode()
    assert_no_english(offered.content.decode(), allow=CODES)
    before = Person.objects.count()
    assert client.post("/ops/people/new/", {**fields, "apart": "on"}).status_code == 302
    assert Person.objects.count() == before + 1
    assert client.post("/ops/people/new/", {"name": ""}).status_code == 400


def test_a_login_is_opened_given_a_password_and_closed(town: Town) -> None:
    owner = town.client("owner")
    person = register_person(name="新来的", by=Actor.system("test"))
    first = {"verb": "account", "login": "xinlai", "password": "Liu-Qiao-2026-yuan"}
    assert owner.post(at(person), {**first, "password": "1"}).status_code == 400
    assert owner.post(at(person), {**first, "login": "owner"}).status_code == 400
    assert owner.post(at(person), first).status_code == 302
    account = User.objects.get(person=person)
    assert account.must_change_password
    again = {"verb": "password", "password": "Qiao-Liu-6202-nauy"}
    assert owner.post(at(person), again).status_code == 302
    account.refresh_from_db()
    assert account.check_password(again["password"])
    assert town.client("gridhead").post(at(town.person("resident")), again).status_code == 404
    for _time in range(2):
        assert owner.post(at(person), {"verb": "shut"}).status_code == 302
    account.refresh_from_db()
    assert not account.is_active
    assert owner.post(at(person), again).status_code == 409
    restore = {"verb": "restore", "password": "Hua-Liu-4711-qiao"}
    assert 'value="restore"' in owner.get(at(person)).content.decode()
    assert_no_english(owner.get(at(person)).content.decode(), allow=CODES | {"xinlai"})
    assert owner.post(at(person), {"verb": "restore"}).status_code == 400
    assert owner.post(at(person), {**restore, "password": "1"}).status_code == 400
    assert town.client("gridhead").post(at(town.person("resident")), restore).status_code == 404
    for _time in range(2):
        assert owner.post(at(person), restore).status_code == 302
    account.refresh_from_db()
    assert account.is_active and account.check_password(restore["password"])
    assert 'value="restore"' not in owner.get(at(person)).content.decode()
    nobody = register_person(name="没有账号的", by=Actor.system("test"))
    assert owner.post(at(nobody), restore).status_code == 409
    myself = Person.objects.get(account__login="owner")
    assert owner.post(at(myself), {"verb": "shut"}).status_code == 409


def test_somebody_moves_in_agrees_on_paper_and_moves_out(town: Town) -> None:
    client, person, home = town.client("gridworker"), town.person("neighbour"), town.home
    there = {
        "verb": "home",
        "grid": town.grid.code,
        "building": home.entrance.building.name,
        "entrance": home.entrance.name,
        "door": home.door,
        "relation": "tenant",
    }
    assert client.post(at(person), there | {"door": "没有"}).status_code == 400
    for _time in range(2):
        assert client.post(at(person), there).status_code == 302
    member = person.homes.get(household=home)
    paper = {"verb": "consent", "purpose": "contact", "means": "paper"}
    assert client.post(at(person), paper | {"until": "2001-01-01"}).status_code == 400
    for _time in range(2):
        assert client.post(at(person), paper).status_code == 302
    assert person.consents.filter(purpose="contact", withdrawn=None).count() == 1
    assert_no_english(client.get(at(person)).content.decode(), allow=CODES)
    assert client.get(at(person, f"leave/{member.pk}/")).status_code == 405
    assert town.client("dispatcher").post(at(person, f"leave/{member.pk}/")).status_code == 404
    assert client.post(at(town.person("resident"), f"leave/{member.pk}/")).status_code == 404
    assert client.post(at(person, f"leave/{member.pk}/")).status_code == 302
    assert not person.homes.filter(household=home, during__contains=clock.today()).exists()
