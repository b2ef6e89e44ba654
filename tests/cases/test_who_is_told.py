"""Whom a case is about gets neither the case nor a word of it; followers read what everybody reads."""

import pytest

from mulin.cases.actions.dispatch import designate, dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.follow import follow
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.queries import current_kinds, route
from mulin.lib.errors import BadInput, NotFound
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.people.models import Organisation, Post
from mulin.reactions.relay import relay_all
from tests.support.cast import Town

WORDS = "三号楼前路灯不亮"


def reported(town: Town, by: Actor, people: People | None = None) -> Case:
    kind, place = town.kind("0901"), Place(area=town.micro_grid)
    return report(by=by, door=Door.RESIDENT, text=WORDS, kind=kind, place=place, people=people or People())[0]


def test_the_duty_rows_do_not_send_a_case_to_whom_it_is_about(town: Town) -> None:
    planned = route(town.kind("0901"), town.micro_grid).organisation_id
    case = file(reported(town, town.resident, People(subject_org_id=planned)), by=town.dispatcher)
    with pytest.raises(BadInput):
        dispatch(case, by=town.dispatcher)
    Case.objects.filter(pk=case.pk).update(returns=2)
    accused = Organisation.objects.get(pk=planned)
    with pytest.raises(BadInput):
        designate(case, organisation=accused, reason="就由你们办", by=town.actor("district"))


def test_whose_post_is_complained_of_hears_nothing(town: Town) -> None:
    kind = next(k for k in current_kinds() if k.track == "staff_complaint" and k.selectable)
    officers = Post.objects.filter(role="complaint_officer", closed_on=None, scopes__area=town.district)
    accused, other = (Actor.for_post(post) for post in officers.order_by("code")[:2])
    case, _new = report(
        by=town.resident, door=Door.RESIDENT, text="态度不好", kind=kind,
        people=People(subject_post_id=accused.post_id),
    )  # fmt: skip
    relay_all()
    told = set(Notice.objects.filter(case_id=case.pk).values_list("person_id", flat=True))
    assert other.person_id in told
    assert accused.person_id not in told


def test_followers_are_led_to_the_public_page_without_the_reporters_words(town: Town) -> None:
    case, neighbour = reported(town, Actor.resident(None)), town.actor("neighbour")
    follow(case, by=neighbour)
    file(case, by=town.dispatcher)
    relay_all()
    told = Notice.objects.get(person_id=neighbour.person_id)
    assert told.link == f"/c/{case.public_code}/"
    assert WORDS not in str(told.params)
    assert town.client("resident").get(told.link).status_code == 200


def test_who_knows_the_id_of_a_nameless_report_is_not_its_reporter(town: Town) -> None:
    case = reported(town, Actor.resident(None))
    with pytest.raises(NotFound):
        report(by=town.actor("neighbour"), door=Door.RESIDENT, text="我也报", id=case.pk)
    again, is_new = report(by=Actor.resident(None), door=Door.RESIDENT, text=WORDS, id=case.pk)
    assert (again.pk, is_new) == (case.pk, False)
