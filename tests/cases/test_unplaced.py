"""What nobody could place is found by somebody, opened, placed and goes on."""

from mulin.cases.access import staff_case_for, visible_to
from mulin.cases.actions.file import file
from mulin.cases.actions.place import place
from mulin.cases.actions.report import report
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.work import unplaced
from mulin.catalogue.kinds import Door, Track
from mulin.catalogue.queries import current_kinds
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.people.queries import posts_for_duty
from mulin.reactions.relay import relay_all
from tests.support.cast import Town


def test_a_report_from_an_address_that_nobody_knows_is_placed_by_the_district(town: Town) -> None:
    sent = {"text": "井盖坏了没人盖", "address": "谁也不认得的角落"}
    assert town.client("resident").post("/report/", sent).status_code == 302
    case = Case.objects.latest("id")
    assert case.area_id is None
    post = next(p for p in posts_for_duty(town.district.pk, Duty.CASE_FILE))
    desk = Actor.for_post(post)
    assert case in unplaced(desk)
    assert case not in unplaced(town.actor("gridworker"))
    relay_all()
    assert Notice.objects.filter(person_id=desk.person_id, case_id=case.pk).exists()
    staff_case_for(desk, case.pk)
    place(case, area=town.micro_grid, by=desk)
    assert file(case, kind=town.kind("0901"), by=town.dispatcher).state == State.FILED
    assert not unplaced(desk).filter(pk=case.pk).exists()


def test_a_complaint_without_a_place_reaches_who_is_named_for_complaints(town: Town) -> None:
    kind = next(k for k in current_kinds() if k.track == Track.STAFF_COMPLAINT and k.selectable)
    case, _new = report(by=town.resident, door=Door.RESIDENT, text="态度不好", kind=kind)
    named = [p for p in Post.objects.filter(role="complaint_officer") if _sees(p, case)]
    assert named
    assert not visible_to(town.actor("district")).filter(pk=case.pk).exists()


def _sees(post: Post, case: Case) -> bool:
    return visible_to(Actor.for_post(post)).filter(pk=case.pk).exists()
