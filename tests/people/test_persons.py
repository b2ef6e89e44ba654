"""Persons: registered by the closed list, sealed, found again, changed, opened with a reason, erased."""

import pytest
from django.db import DatabaseError, connection, transaction

from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor, actor_for, visible_persons
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.approve_unmask import approve_unmask
from mulin.people.actions.change_person import change_person
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.end_delegate import end_delegate
from mulin.people.actions.erase_person import erase_person
from mulin.people.actions.leave_household import leave_household
from mulin.people.actions.link_account import link_account
from mulin.people.actions.name_delegate import name_delegate
from mulin.people.actions.record_consent import record_consent
from mulin.people.actions.register_person import register_person
from mulin.people.actions.unmask import unmask
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.people.models import Consent, Look, Person
from mulin.people.queries import duplicates_of, masked, own_data, who_looked_at
from mulin.trail.models import Event
from tests.people.cast import HOUSE, Cast

NUMBER = "370102195803210023"
WHY = {"fields": ["phone"], "reason": "visit", "note": "上门前联系本人"}


def resident(town: Cast, name: str = "梁秀兰", door: str = "11-1", **more: str) -> Person:
    person = town.person(name, **({"phone": "13800138000"} | more))
    add_household_member(town.doors[door], person=person, relation="head", by=HOUSE)
    return person


def test_what_is_kept_is_sealed_and_read_back(town: Cast) -> None:
    person = register_person(
        name=" 王 小明 ", phone="+86 138-0013-8000", id_number=NUMBER, by=town.actor("staff")
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person WHERE id = %s", [person.pk])
        raw = repr(cursor.fetchone())
    assert not any(text in raw for text in ("王", "13800138000", NUMBER, "1958"))
    person = Person.objects.get(pk=person.pk)
    assert (person.name, person.phone, person.birth_date) == ("王小明", "13800138000", "1958-03-21")
    assert person.gender == "female"
    shown = masked(person)
    assert (shown.name, shown.phone, shown.id_number) == ("王**", "138****8000", "370*************23")
    assert "王" not in str(Event.objects.last().data)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": "1380013"}, "phone"),
        ({"id_number": "370102195803210022"}, "id_number"),
        ({"id_number": NUMBER, "birth_date": "1960-01-01"}, "birth_date"),
        ({"id_number": NUMBER, "gender": "男"}, "gender"),
        ({"birth_date": "2999-01-01"}, "birth_date"),
        ({"gender": "x"}, "gender"),
        ({"contact_notes": "长" * 301}, "contact_notes"),
    ],
)
def test_wrong_fields_are_named_and_nothing_is_saved(town: Cast, wrong: dict[str, str], field: str) -> None:
    before = Person.objects.count()
    with pytest.raises(BadInput) as refused:
        register_person(**({"name": "王小明"} | wrong), by=HOUSE)  # type: ignore[arg-type] # wrong on purpose
    assert list(refused.value.fields) == [field]
    assert Person.objects.count() == before


def test_the_same_identity_number_is_refused_and_likenesses_are_offered(town: Cast) -> None:
    first = register_person(name="王小明", phone="13800138000", id_number=NUMBER, by=HOUSE)
    with pytest.raises(Conflict) as refused:
        register_person(name="王晓明", id_number=NUMBER, by=HOUSE)
    assert refused.value.changed == [str(first.pk)]
    found = duplicates_of({"name": "王小明", "phone": "138 0013 8000", "birth_date": "1958-3-21"})
    assert [(like.person.id, like.alike) for like in found] == [(first.pk, ("phone", "name_birth_date"))]
    assert duplicates_of({"name": "别人", "phone": "13900139000"}) == []
    second = register_person(name="王晓明", phone="13800138000", by=HOUSE)
    assert second.pk != first.pk


def test_a_stranger_registers_nobody_but_themselves(town: Cast) -> None:
    account = town.person("新人").account
    with pytest.raises(NotAllowed):
        register_person(name="别人", by=Actor.resident(None))
    erase_person(town.person("新人"), by=HOUSE)
    again = register_person(name="新人", account=account, by=actor_for(account))
    assert actor_for(account).person_id == again.pk
    with pytest.raises(Conflict):
        register_person(name="新人", account=account, by=HOUSE)


def test_persons_are_seen_where_the_duty_reaches(town: Cast) -> None:
    here, there = resident(town), resident(town, "崔德福", "21-1")
    assert here in visible_persons(town.actor("worker"))
    assert there not in visible_persons(town.actor("worker"))
    assert there not in visible_persons(town.actor("dispatcher"))
    assert set(visible_persons(Actor.resident(here))) == {here}
    assert not visible_persons(Actor.resident(None)).exists()
    town.post("far", "micro_grid_worker", town.areas["g22"], holder="田春燕")
    charge_households([town.doors["21-1"]], post=town.posts["far"], by=HOUSE)
    assert there in visible_persons(town.actor("far"))
    home = here.homes.get()
    leave_household(home, by=town.actor("staff"))
    leave_household(home, by=town.actor("staff"))
    assert here not in visible_persons(town.actor("worker"))


def test_a_change_keeps_the_hashes_right(town: Cast) -> None:
    person = resident(town)
    change_person(person, fields={"phone": "13900139000"}, by=town.actor("worker"))
    assert duplicates_of({"phone": "13900139000"})[0].person.id == person.pk
    assert duplicates_of({"phone": "13800138000"}) == []
    count = Event.objects.count()
    change_person(person, fields={"phone": "139 0013 9000"}, by=Actor.resident(person))
    assert Event.objects.count() == count
    with pytest.raises(NotFound):
        change_person(person, fields={"phone": ""}, by=Actor.resident(town.person("路人")))
    with pytest.raises(BadInput):
        change_person(person, fields={"religion": "x"}, by=Actor.resident(person))


def test_opening_leaves_a_row_that_the_person_reads(town: Cast) -> None:
    person = resident(town)
    worker = actor_for(town.person("周晓燕").account)
    assert unmask(person, **WHY, by=worker) == {"phone": "13800138000"}
    looks = who_looked_at(person, by=Actor.resident(person))
    assert [(look.name, look.post, look.note) for look in looks] == [("周晓燕", "worker", WHY["note"])]
    assert Event.objects.last().data == {"look": looks[0].id, "fields": ["phone"], "reason": "visit"}
    for stranger in (worker, Actor.resident(None), Actor.resident(town.person("路人"))):
        with pytest.raises(NotFound):
            who_looked_at(person, by=stranger)
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.update(reason="case")


@pytest.mark.parametrize(
    ("wrong", "field"), [({"note": "看"}, "note"), ({"reason": "x"}, "reason"), ({"fields": []}, "fields")]
)
def test_opening_needs_a_reason(town: Cast, wrong: dict[str, object], field: str) -> None:
    person = resident(town)
    with pytest.raises(BadInput) as refused:
        unmask(person, **(WHY | wrong), by=town.actor("worker"))
    assert list(refused.value.fields) == [field]
    assert not Look.objects.exists()


def test_nobody_opens_without_the_duty_there(town: Cast) -> None:
    person = resident(town, "崔德福", "21-1")
    for code in ("worker", "dispatcher", "owner"):
        with pytest.raises(NotFound):
            unmask(person, **WHY, by=town.actor(code))
    with pytest.raises(NotAllowed):
        unmask(person, **WHY, by=HOUSE)
    assert own_data(Actor.resident(person))["phone"] == "13800138000"
    assert not Look.objects.exists()


def test_a_childs_data_need_one_approval_for_each_opening(town: Cast) -> None:
    child = resident(
        town, "梁雨桐", birth_date=clock.today().replace(year=clock.today().year - 9).isoformat()
    )
    worker, staff = town.actor("worker"), town.actor("staff")
    with pytest.raises(NotAllowed):
        unmask(child, **WHY, by=worker)
    with pytest.raises(NotAllowed):
        approve_unmask(child, post=town.posts["worker"], by=worker)
    grant = approve_unmask(child, post=town.posts["worker"], by=staff)
    assert approve_unmask(child, post=town.posts["worker"], by=staff) == grant
    unmask(child, **WHY, by=worker)
    with pytest.raises(NotAllowed):
        unmask(child, **WHY, by=worker)


def test_a_delegate_reads_in_the_persons_place_until_taken_back(town: Cast) -> None:
    person, daughter = resident(town), town.person("女儿")
    unmask(person, **WHY, by=town.actor("worker"))
    with pytest.raises(NotFound):
        name_delegate(person, delegate=daughter, by=Actor.resident(daughter))
    named = name_delegate(person, delegate=daughter, by=Actor.resident(person))
    assert name_delegate(person, delegate=daughter, by=Actor.resident(person)) == named
    assert len(who_looked_at(person, by=Actor.resident(daughter))) == 1
    end_delegate(named, by=Actor.resident(person))
    with pytest.raises(NotFound):
        who_looked_at(person, by=Actor.resident(daughter))
    with pytest.raises(BadInput):
        name_delegate(person, delegate=person, by=Actor.resident(person))


def test_consent_is_given_and_withdrawn_as_easily(town: Cast) -> None:
    person = resident(town)
    given = record_consent(person, purpose="care", means="online", by=Actor.resident(person))
    assert record_consent(person, purpose="care", means="online", by=Actor.resident(person)) == given
    withdraw_consent(person, purpose="care", by=Actor.resident(person))
    count = Event.objects.count()
    withdraw_consent(person, purpose="care", by=Actor.resident(person))
    assert Event.objects.count() == count
    assert not Consent.objects.filter(person=person, withdrawn=None).exists()
    with pytest.raises(NotFound):
        record_consent(person, purpose="care", means="paper", by=Actor.resident(town.person("路人")))


def test_for_a_child_the_guardian_consents(town: Cast) -> None:
    child = resident(
        town, "梁雨桐", birth_date=clock.today().replace(year=clock.today().year - 9).isoformat()
    )
    mother, staff = town.person("母亲"), town.actor("staff")
    with pytest.raises(BadInput):
        record_consent(child, purpose="care", means="paper", by=staff)
    name_delegate(child, delegate=mother, guardian=True, by=staff)
    consent = record_consent(
        child, purpose="care", means="online", guardian=mother, by=Actor.resident(mother)
    )
    assert consent.guardian == mother


def test_erasing_takes_the_words_and_leaves_the_rows(town: Cast) -> None:
    person = resident(town)
    unmask(person, **WHY, by=town.actor("worker"))
    events = Event.objects.count()
    with pytest.raises(WrongState):
        erase_person(town.person("周晓燕"), by=actor_for(town.person("周晓燕").account))
    with pytest.raises(NotFound):
        erase_person(person, by=Actor.resident(town.person("路人")))
    erase_person(person, by=Actor.resident(person))
    erase_person(person, by=Actor.resident(person))
    person = Person.objects.get(pk=person.pk)
    assert (person.name, person.phone, person.phone_hash, person.account_id) == (None, None, None, None)
    assert Look.objects.get().note == ""
    assert Event.objects.filter(verb="person.erased").count() == 1
    assert Event.objects.count() > events
    assert person not in visible_persons(town.actor("worker"))
    assert duplicates_of({"phone": "13800138000"}) == []


def test_an_account_is_linked_once(town: Cast) -> None:
    person = register_person(name="王小明", by=HOUSE)
    account = town.person("新人").account
    with pytest.raises(Conflict):
        link_account(person, account=account, by=HOUSE)
    with pytest.raises(NotAllowed):
        link_account(person, account=account, by=town.actor("staff"))
