"""What somebody owes: day lists, assigned work, supervision, agenda, one's own reports."""

from django.db.models import Case as When
from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.db.models import When as If

from mulin.cases.access import NEAR, visible_to
from mulin.cases.kinds import OPEN, Decision, State
from mulin.cases.models import AgendaItem, Assignment, Case, Extension, Follow, Instruction, Oversight
from mulin.cases.models.parts import OPEN_PARTS
from mulin.catalogue.kinds import Secrecy, Track, Urgency
from mulin.lib import clock
from mulin.people.access import Actor, within
from mulin.people.kinds import Duty

DANGER = When(
    If(track=Track.EMERGENCY, then=Value(0)),
    If(urgency=Urgency.EXTREMELY_URGENT, then=Value(1)),
    If(urgency=Urgency.URGENT, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


def by_danger(found: QuerySet[Case]) -> QuerySet[Case]:
    """Danger first, then what is due soonest."""
    return found.annotate(danger=DANGER).order_by("danger", F("next_due").asc(nulls_last=True), "id")


def day_list(actor: Actor) -> QuerySet[Case]:
    """What a field post can move today: to verify, to solve or handle, to check; danger first."""
    posts = [post.post_id for post in actor.posts]
    held = Q(holder_post_id__in=posts)
    verify = Q(state=State.VERIFYING, holder_post_id__in=posts)
    near = within(actor, Duty.CASE_VERIFY, near=NEAR)
    new = Q(state=State.REPORTED) & near
    check = Q(state=State.HANDLED) & within(actor, Duty.CASE_CHECK, near=NEAR)
    if actor.person_id is not None:
        check &= ~Q(handler_ids__contains=[actor.person_id])
    orgs = sorted(
        {p.organisation_id for p in actor.posts_with(Duty.CASE_HANDLE) if p.organisation_id is not None}
    )
    ours = Q(holder_org_id__in=orgs, holder_post_id=None) & near
    open_ones = visible_to(actor).filter(state__in=sorted(OPEN)).exclude(secrecy=Secrecy.CONFIDENTIAL)
    return by_danger(open_ones.filter(held | verify | new | check | ours))


def assigned(actor: Actor) -> QuerySet[Case]:
    """Open cases in which the actor's organisations, or a post of the actor, owe a part."""
    posts = [*actor.posts_with(Duty.CASE_HANDLE), *actor.posts_with(Duty.CASE_MEDIATE)]
    orgs = sorted({post.organisation_id for post in posts if post.organisation_id is not None})
    parts = Assignment.objects.filter(
        Q(organisation_id__in=orgs) | Q(post_id__in=[post.post_id for post in posts]), state__in=OPEN_PARTS
    )
    return visible_to(actor).filter(pk__in=parts.values("case_id"), state__in=sorted(OPEN))


def supervision(actor: Actor) -> QuerySet[Case]:
    """Open cases past their next limit where the actor supervises, longest first."""
    reach = within(actor, Duty.CASE_SUPERVISE, near=NEAR)
    return (
        visible_to(actor)
        .filter(reach, state__in=sorted(OPEN), next_due__lt=clock.now())
        .order_by("next_due", "id")
    )


def callbacks(actor: Actor) -> QuerySet[Case]:
    """Closed orders whose callers wait to be asked, where the actor calls back and did not handle."""
    waiting = within(actor, Duty.CASE_CALLBACK, near=NEAR)
    found = visible_to(actor).filter(waiting, state=State.CLOSED, next_due__isnull=False)
    if actor.person_id is not None:
        found = found.exclude(handler_ids__contains=[actor.person_id])
    return found.exclude(org_ids__overlap=sorted(actor.organisation_ids))


def unplaced(actor: Actor) -> QuerySet[Case]:
    """Open cases without a place that wait on the actor's ground."""
    reach = within(actor, Duty.CASE_FILE, near=NEAR) | within(actor, Duty.CASE_DISPATCH, near=NEAR)
    found = visible_to(actor).filter(reach, area=None, state__in=sorted(OPEN))
    return found.exclude(secrecy=Secrecy.CONFIDENTIAL)


def mine(actor: Actor) -> QuerySet[Case]:
    """What the actor reported, or had reported for them, newest first."""
    if actor.person_id is None:
        return Case.objects.none()
    return Case.objects.filter(Q(reporter_id=actor.person_id) | Q(proxy_id=actor.person_id)).order_by("-id")


def followed(actor: Actor) -> QuerySet[Case]:
    """Public cases the actor follows."""
    if actor.person_id is None:
        return Case.objects.none()
    follows = Follow.objects.filter(person_id=actor.person_id)
    return Case.objects.filter(pk__in=follows.values("case_id"), secrecy=Secrecy.PUBLIC).order_by("-id")


def agenda(community_id: int) -> QuerySet[AgendaItem]:
    """What waits for the community's next council, oldest first."""
    return (
        AgendaItem.objects.filter(community_id=community_id, taken_off_at=None)
        .select_related("case", "case__kind", "case__area")
        .order_by("pk")
    )


def oversights_open(actor: Actor) -> QuerySet[Oversight]:
    """Cases that rose to the actor and wait for a decision."""
    posts = [post.post_id for post in actor.posts_with(Duty.CASE_OVERSEE)]
    return (
        Oversight.objects.filter(post_id__in=posts, decided_at=None, case__in=visible_to(actor))
        .select_related("case", "case__kind", "case__area")
        .order_by("decide_by", "pk")
    )


def instructions_open(actor: Actor) -> QuerySet[Instruction]:
    """Matters written to the secretary, and the secretary's own instructions that wait for an accepted answer."""
    posts = [post.post_id for post in actor.posts_with(Duty.CASE_INSTRUCT)]
    return (
        Instruction.objects.filter(by_post_id__in=posts, accepted=Decision.OPEN)
        .exclude(case__secrecy=Secrecy.CONFIDENTIAL)
        .select_related("case", "case__kind", "case__area")
        .order_by("answer_by", "pk")
    )


def addressed(case: Case) -> list[Instruction]:
    """The secretaries who were written to or instructed, first to last."""
    return list(Instruction.objects.filter(case=case).select_related("by_post").order_by("pk"))


def extensions_open(actor: Actor) -> QuerySet[Extension]:
    """Requests for more time that the actor's posts decide on."""
    return (
        Extension.objects.filter(
            within(actor, Duty.CASE_DISPATCH, "case__"),
            case__in=visible_to(actor),
            decision=Decision.OPEN,
        )
        .select_related("case", "clock", "case__kind", "case__area")
        .order_by("asked_at", "pk")
    )
