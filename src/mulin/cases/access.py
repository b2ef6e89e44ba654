"""Who may see a case: the same query for lists and for one."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Collection
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from mulin.cases.kinds import Audience
from mulin.cases.models import Case
from mulin.catalogue.kinds import Secrecy
from mulin.catalogue.queries import NAMED_DUTY, kept_kind
from mulin.files.models import Attachment
from mulin.lib.actor import ActorLike
from mulin.lib.crypto import lookup_hash
from mulin.lib.errors import NotFound
from mulin.lib.rows import Rows
from mulin.people.access import Actor, within
from mulin.people.kinds import Duty
from mulin.people.models import Post

UNLOCKED, LOCKED = Rows(Case, "WHERE id = %s"), Rows(Case, "WHERE id = %s FOR UPDATE")
NEAR = ("compound_id", "building_id", "household_id")
#: Duties by which one works on cases; without one of them a post reads what the reporter reads.
WORKING = (
    *(Duty.CASE_SEE, Duty.CASE_HANDLE, Duty.CASE_CHECK, Duty.CASE_CALLBACK, Duty.CASE_OVERSEE),
    *NAMED_DUTY.values(),
)


def named_duty(case: Case) -> Duty | None:
    """The duty that opens this case when it is confidential, else None."""
    if case.secrecy != Secrecy.CONFIDENTIAL:
        return None
    return NAMED_DUTY.get(case.track, Duty.CASE_COMPLAINT)


def agreed_posts(case: Case) -> list[int] | None:
    """The posts to which whom a care case is about narrowed it; None when every named post may see it."""
    return case.only_post_ids if case.secrecy == Secrecy.CONFIDENTIAL else None


def narrowed(by: Actor, case: Case) -> Actor:
    """The actor with only those posts to which the case is open at all."""
    only = agreed_posts(case)
    return by if only is None else by.limited_to(only)


def _agreed_to(post_ids: Collection[int]) -> Q:
    return Q(only_post_ids=None) | Q(only_post_ids__overlap=sorted(post_ids))


def is_complained_of(actor: Actor, case: Case) -> bool:
    """Whether the actor is whom the case complains of, as a person, by post or by organisation."""
    return bool(
        (case.subject_person_id is not None and case.subject_person_id == actor.person_id)
        or (case.subject_post_id is not None and any(p.post_id == case.subject_post_id for p in actor.posts))
        or (case.subject_org_id is not None and case.subject_org_id in actor.organisation_ids)
    )


def is_about(case: Case, *, post_id: int | None = None, organisation_id: int | None = None) -> bool:
    """Whether the case complains of this organisation, or of this post, who holds it or where it belongs."""
    if not any((case.subject_person_id, case.subject_post_id, case.subject_org_id)):
        return False
    if organisation_id is not None and organisation_id == case.subject_org_id:
        return True
    return post_id is not None and is_complained_of(Actor.for_post(Post.objects.get(pk=post_id)), case)


def _not_complained_of(actor: Actor) -> Q:
    accused = Q()
    if actor.person_id is not None:
        accused |= Q(subject_person_id=actor.person_id)
    if actor.posts:
        accused |= Q(subject_post_id__in=[post.post_id for post in actor.posts])
    if actor.organisation_ids:
        accused |= Q(subject_org_id__in=sorted(actor.organisation_ids))
    if not accused:
        return Q()
    # NULL subjects make the negation unknown, so the empty ones are named.
    return (
        (Q(subject_person_id=None) | ~Q(subject_person_id=actor.person_id))
        & (Q(subject_post_id=None) | ~Q(subject_post_id__in=[post.post_id for post in actor.posts]))
        & (Q(subject_org_id=None) | ~Q(subject_org_id__in=sorted(actor.organisation_ids)))
    )


def reach(actor: Actor) -> Q:
    """What the actor's posts, organisations and own reports open."""
    seen = within(actor, Duty.CASE_SEE, near=NEAR) & ~Q(secrecy=Secrecy.CONFIDENTIAL)
    for track, duty in NAMED_DUTY.items():
        if actor.may(duty):
            named = _agreed_to([post.post_id for post in actor.posts_with(duty)])
            seen |= Q(secrecy=Secrecy.CONFIDENTIAL, track=track) & within(actor, duty, near=NEAR) & named
    handling = {
        p.organisation_id for p in actor.posts_with(Duty.CASE_HANDLE) if p.organisation_id is not None
    }
    if handling:
        seen |= Q(org_ids__overlap=sorted(handling)) & ~Q(secrecy=Secrecy.CONFIDENTIAL)
    seen |= _in_hand(actor)
    if actor.person_id is not None:
        seen |= Q(reporter_id=actor.person_id) | Q(proxy_id=actor.person_id)
    return seen


def _in_hand(actor: Actor) -> Q:
    """What the posts held, oversaw or took in; once it is confidential, only what they took in or are named for."""
    ids = sorted(post.post_id for post in actor.posts)
    if not ids:
        return Q()
    plain = ~Q(secrecy=Secrecy.CONFIDENTIAL) | Q(entered_by_post_id__in=ids) & _agreed_to(ids)
    seen = Q(post_ids__overlap=ids) & plain
    named = {post.post_id for duty in NAMED_DUTY.values() for post in actor.posts_with(duty)}
    return seen | Q(post_ids__overlap=sorted(named)) & _agreed_to(named) if named else seen


def visible_to(actor: Actor) -> QuerySet[Case]:
    """All cases that are open to the actor; a stranger sees none."""
    if actor.part:
        return Case.objects.all()
    return Case.objects.filter(reach(actor) & _not_complained_of(actor))


def read_case(case_id: UUID | str, *, lock: bool = False) -> Case | None:
    """The case's row with its kind, unguarded; locked until the transaction ends if so wished."""
    row = (LOCKED if lock else UNLOCKED).first(case_id)
    if row is not None and row.kind_id is not None:
        row.kind = kept_kind(row.kind_id)
    return row


def opened(actor: Actor, case_id: UUID | str) -> tuple[Case, Audience]:
    """One case the actor may see and as whom they read it, or NotFound as for a stranger."""
    works = ExpressionWrapper(_as_staff(actor), output_field=BooleanField())
    answer = visible_to(actor).filter(pk=case_id).annotate(works=works).values_list("works")[:1]
    for (as_staff,) in answer:
        if case := read_case(case_id):
            return case, Audience.STAFF if as_staff else Audience.REPORTER
    raise NotFound


def case_for(actor: Actor, case_id: UUID | str) -> Case:
    """One case the actor may see, or NotFound as for a stranger."""
    return opened(actor, case_id)[0]


def staff_case_for(actor: Actor, case_id: UUID | str) -> Case:
    """One case the actor works on; who only reported it has pages of their own."""
    case, audience = opened(actor, case_id)
    if audience is not Audience.STAFF:
        raise NotFound
    return case


def audience_of(actor: Actor, case: Case) -> Audience:
    """What the actor, to whom the case is open, reads of it: as staff when a post opens it, else as reporter."""
    works = Case.objects.filter(_as_staff(actor), pk=case.pk).exists()
    return Audience.STAFF if works else Audience.REPORTER


def _as_staff(actor: Actor) -> Q:
    """The cases that a post of the actor's opens, when the post works on cases at all."""
    if actor.part:
        return Q(pk__isnull=False)
    if not any(actor.may(duty) for duty in WORKING):
        return Q(pk__in=[])
    return reach(Actor(posts=actor.posts))


def public_cases() -> QuerySet[Case]:
    """What everybody may know of: cases of kinds that have a public progress page."""
    return Case.objects.filter(secrecy=Secrecy.PUBLIC, kind__public=True)


def is_public(case: Case) -> bool:
    """Whether everybody may know of the case."""
    return case.secrecy == Secrecy.PUBLIC and case.kind is not None and case.kind.public


def public_case(code: str) -> Case:
    """A case by its public code; only kinds with a public progress page have one."""
    case = public_cases().filter(public_code=code).first()
    if case is None:
        raise NotFound
    return case


def reporter_key(case_id: UUID) -> str:
    """What an anonymous reporter is given to come back with; it is not stored and cannot be guessed."""
    return base64.b32encode(lookup_hash(str(case_id), "reporter-key"))[:20].decode().lower()


def is_reporter(actor: Actor, case: Case, key: str = "") -> bool:
    """Whether the actor reported the case, in person, for someone, or anonymously with the key."""
    if actor.person_id is not None and actor.person_id in (case.reporter_id, case.proxy_id):
        return True
    return bool(key) and case.reporter_id is None and hmac.compare_digest(key, reporter_key(case.pk))


def case_by_key(case_id: UUID | str, key: str) -> Case:
    """The case of an anonymous reporter who shows the key."""
    case = Case.objects.filter(pk=case_id, reporter=None).first()
    if case is None or not is_reporter(Actor.resident(None), case, key):
        raise NotFound
    return case


def may_open(actor: ActorLike, attachment: Attachment) -> bool:
    """A case's photo opens with the case; to everybody once it was checked and the case is public."""
    if isinstance(actor, Actor) and visible_to(actor).filter(pk=attachment.owner_id).exists():
        return True
    return attachment.public_checked and public_cases().filter(pk=attachment.owner_id).exists()
