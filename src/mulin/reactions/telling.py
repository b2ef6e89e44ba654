"""Who is told of which step: the reporter and followers, those who owe the next step, those above."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from mulin.cases.access import agreed_posts, is_public, named_duty
from mulin.cases.kinds import OPEN
from mulin.cases.models import Assignment, Case, Follow, Oversight
from mulin.catalogue.kinds import Link, Secrecy, Track, Urgency
from mulin.lib import clock
from mulin.notices.actions.tell import tell
from mulin.notices.kinds import Template
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.people.queries import posts_for_duty
from mulin.reactions.nearest import acting, nearest
from mulin.trail.models import Event

T = Template
#: Steps the reporter is told of; those that need the reporter also leave the house.
REPORTER: dict[str, tuple[Template, bool]] = {
    "case.report": (T.RECEIVED, False),
    "case.file": (T.FILED, True),
    "case.decline": (T.DECLINED, True),
    "case.merge": (T.MERGED, True),
    "case.dispatch": (T.SENT, False),
    "case.designate": (T.SENT, False),
    "case.suspend": (T.SUSPENDED, True),
    "case.ask": (T.ASKED, True),
    "case.handle": (T.HANDLED, False),
    "case.solve": (T.HANDLED, True),
    "case.close": (T.CLOSED, True),
    "case.confirm": (T.CLOSED, False),
    "case.reply": (T.REPLIED, True),
    "case.transfer": (T.CLOSED, True),
    "case.fulfil": (T.REPLIED, True),
}
#: Steps that those who follow a public case are told of.
FOLLOWED = frozenset(
    {"case.file", "case.handle", "case.close", "case.confirm", "case.decline", "case.reply", "case.transfer"}
)
#: Steps that somebody with a duty must act on next.
NEXT: dict[str, tuple[Template, Duty]] = {
    "case.report": (T.NEW_HERE, Duty.CASE_FILE),
    "case.unmerge": (T.NEW_HERE, Duty.CASE_FILE),
    "case.return": (T.RETURNED, Duty.CASE_DISPATCH),
    "case.handle": (T.TO_CHECK, Duty.CASE_CHECK),
    "case.solve": (T.TO_CHECK, Duty.CASE_CHECK),
    "case.check": (T.TO_CLOSE, Duty.CASE_CLOSE),
    "case.extend": (T.MORE_TIME, Duty.CASE_DISPATCH),
}
#: Steps that those who hold the case are told of.
HOLDER: dict[str, Template] = {
    "case.dispatch": T.FOR_YOU,
    "case.designate": T.FOR_YOU,
    "case.reopen": T.REOPENED,
    "case.urge": T.URGED,
    "case.supervise": T.SUPERVISED,
    "case.warn": T.YELLOW,
    "case.lapse": T.RED,
    "case.instruct": T.INSTRUCTED,
    "case.grant": T.DECIDED,
    "case.decide": T.DECIDED,
    "case.answer": T.ANSWERED,
}


def tell_reporter(event: Event) -> None:
    """The reporter, whoever reported for them, and the followers of a public case."""
    case = _case(event)
    template, outside = REPORTER[event.verb]
    people = {case.reporter_id, case.proxy_id}
    if event.verb != "case.report":
        people -= {event.person_id}
    _tell(event, case, template, people, link=f"/mine/{case.pk}/", outside=outside)
    if event.verb in FOLLOWED and case.kind is not None and is_public(case):
        followers = set(Follow.objects.filter(case=case).values_list("person_id", flat=True))
        # Followers read what everybody reads: the kind, not the reporter's words.
        link, title = f"/c/{case.public_code}/", case.kind.name
        _tell(
            event,
            case,
            template,
            followers - people - {event.person_id},
            link=link,
            outside=outside,
            title=title,
        )


def tell_next(event: Event) -> None:
    """Those who owe the next step: the nearest posts on the case's ground with the duty."""
    case = _case(event)
    template, duty = NEXT[event.verb]
    if event.verb == "case.check" and not event.data.get("passed"):
        _tell(event, case, T.REWORK, _holders(case))
        return
    if case.track == Track.EMERGENCY and event.verb == "case.report":
        template = T.EMERGENCY
    people = (
        nearest(case, named_duty(case) or duty, agreed_posts(case))
        - set(case.handler_ids)
        - {event.person_id}
    )
    _tell(event, case, template, people, outside=_pressing(case))


def tell_holder(event: Event) -> None:
    """Those who hold the case now; where nobody does, those who should send it on."""
    case = _case(event)
    if event.data.get("link") == Link.CALLBACK:
        _tell_callers(event, case)
        return
    if case.state not in OPEN:
        return
    people = _agreed(case, _holders(case))
    people = people or nearest(case, named_duty(case) or Duty.CASE_DISPATCH, agreed_posts(case))
    if event.data.get("link") == Link.INSTRUCTION and event.data.get("post"):
        people |= acting([event.data["post"]])
    _tell(event, case, HOLDER[event.verb], people - {event.person_id}, outside=_pressing(case))


def _tell_callers(event: Event, case: Case) -> None:
    """While the caller waits: who calls back for the house that took the order, else the nearest who may."""
    if case.state in OPEN or case.next_due is None:
        return
    centre = Post.objects.filter(pk=case.entered_by_post_id or 0).exclude(organisation__in=case.org_ids)
    own = Post.objects.filter(
        organisation__in=centre.values("organisation"),
        role__duties__contains=[Duty.CASE_CALLBACK],
        closed_on=None,
    )
    people = acting(own.values_list("pk", flat=True)) or nearest(case, Duty.CASE_CALLBACK)
    people -= set(case.handler_ids)
    _tell(event, case, HOLDER[event.verb], people, outside=_pressing(case))


def tell_secretary(event: Event) -> None:
    """The secretary whom the reporter wrote to on the direct line."""
    if event.data.get("secretary"):
        _tell(event, _case(event), T.WRITTEN_TO, acting([event.data["secretary"]]), outside=True)


def tell_called(event: Event) -> None:
    """A whistle was blown: everybody called, at once and by every way."""
    case = _case(event)
    called = [event.data["lead"], *event.data["assist"]]
    _tell(event, case, T.CALLED, _of_organisations(called, case), outside=True)


def tell_verifier(event: Event) -> None:
    """The post that is asked to go and look."""
    _tell(event, _case(event), T.TO_VERIFY, acting([event.data["post"]]), outside=True)


def tell_overseer(event: Event) -> None:
    """Who must decide at the rank to which the case has risen."""
    case = _case(event)
    oversight = Oversight.objects.filter(case=case, rank=event.data["rank"]).order_by("-pk").first()
    if oversight is None:
        return
    duty = named_duty(case) or Duty.CASE_OVERSEE
    posts = [oversight.post_id] if oversight.post_id else []
    people = acting(posts) or acting(p.pk for p in posts_for_duty(oversight.area_id, duty))
    _tell(event, case, T.RISEN, people, outside=_pressing(case))


def _case(event: Event) -> Case:
    return Case.objects.select_related("kind").get(pk=event.subject_id)


def _pressing(case: Case) -> bool:
    return case.urgency in (Urgency.URGENT, Urgency.EXTREMELY_URGENT) or case.track == Track.EMERGENCY


def _tell(
    event: Event,
    case: Case,
    template: Template,
    people: Collection[int | None],
    *,
    link: str = "",
    outside: bool = False,
    title: str = "",
) -> None:
    promise = f"{clock.local(case.promised_by):%Y-%m-%d %H:%M}" if case.promised_by else ""
    # A confidential matter is named by its number alone: notices are read over shoulders.
    title = title or case.title if case.secrecy != Secrecy.CONFIDENTIAL else "…"
    tell(
        _agreed(case, {person for person in people if person}) - _accused(case),
        template,
        event_id=event.pk,
        case_id=case.pk,
        params={"number": case.number, "title": title, "promise": promise},
        link=link or f"/desk/cases/{case.pk}/",
        outside=outside,
        # Quiet hours hold nothing whose clock runs in minutes.
        urgent=case.track == Track.EMERGENCY or case.urgency == Urgency.EXTREMELY_URGENT,
    )


def _agreed(case: Case, people: set[int]) -> set[int]:
    """What a person narrowed to some posts is told to nobody else."""
    only = agreed_posts(case)
    return people if only is None else people & (acting(only) | {case.reporter_id or 0, case.proxy_id or 0})


def _accused(case: Case) -> set[int]:
    """Whom the case complains of, in person, by post or by organisation: they never hear of it."""
    found = {case.subject_person_id} if case.subject_person_id else set()
    about = Q()
    if case.subject_post_id:
        about |= Q(pk=case.subject_post_id)
    if case.subject_org_id:
        about |= Q(organisation=case.subject_org_id)
    return found | (acting(Post.objects.filter(about).values_list("pk", flat=True)) if about else set())


def _holders(case: Case) -> set[int]:
    if case.holder_post_id is not None:
        return acting([case.holder_post_id])
    if case.holder_org_id is None:
        return set()
    return _of_organisations([case.holder_org_id], case)


def _of_organisations(ids: Iterable[int], case: Case) -> set[int]:
    """Handlers of organisations whose posts reach the case's ground."""
    areas = [area for area in case.lineage().values() if area]
    posts = Post.objects.filter(
        organisation_id__in=list(ids), role__duties__contains=[Duty.CASE_HANDLE], closed_on=None
    ).filter(scopes__area_id__in=areas)
    return acting(posts.values_list("pk", flat=True)) | _accepted(case, ids)


def _accepted(case: Case, ids: Iterable[int]) -> set[int]:
    """Whoever accepted for an organisation is told even when the post has moved on."""
    found = Assignment.objects.filter(
        case=case, organisation_id__in=list(ids), accepted_by_person_id__isnull=False
    )
    return {person for person in found.values_list("accepted_by_person_id", flat=True) if person}
