"""The case goes to who answers for it there; the reason is kept and shown (派遣)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.access import agreed_posts, is_about
from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import Turn, begin
from mulin.cases.kinds import PartRole, State, Verb, Voice
from mulin.cases.models import Assignment, Case
from mulin.cases.rules import RETURNS_BEFORE_DESIGNATION
from mulin.catalogue.kinds import RouteVia
from mulin.catalogue.queries import admitted, route
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.people.models import Organisation, Post, Scope
from mulin.places.kinds import Rank


@transaction.atomic
def dispatch(
    case: Case,
    *,
    by: Actor,
    organisation: Organisation | None = None,
    post: Post | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Case:
    """Send along the duty rows, or elsewhere with a reason. After two returns only `designate` sends on."""
    turn = begin(case, Verb.DISPATCH, by, expected_version=expected_version)
    if turn.case.returns >= RETURNS_BEFORE_DESIGNATION:
        raise WrongState(
            _("Returned %(times)d times as not theirs: the rank above must designate.")
            % {"times": turn.case.returns}
        )
    org_id, post_id, why = chosen(turn, organisation, post, reason)
    return assign(turn, org_id, post_id, why)


@transaction.atomic
def designate(
    case: Case,
    *,
    organisation: Organisation,
    by: Actor,
    reason: str,
    post: Post | None = None,
    expected_version: int | None = None,
) -> Case:
    """The superior names who handles; this cannot be returned."""
    turn = begin(case, Verb.DESIGNATE, by, expected_version=expected_version)
    turn.say(Saying(Voice.REASON, clean(reason, "reason", required=True, longest=1000)))
    turn.case.designated = True
    return assign(turn, organisation.pk, post.pk if post else None, {"via": "designated"}, designated=True)


def chosen(
    turn: Turn, organisation: Organisation | None, post: Post | None, reason: str
) -> tuple[int, int | None, dict[str, Any]]:
    """(organisation, post, why): the duty row's choice, or the dispatcher's with a reason."""
    row = turn.case
    planned = route(row.kind, row.area, compound_id=row.compound_id) if row.kind and row.area else None
    if planned is not None and planned.via == RouteVia.FALLBACK:
        planned = None
    if organisation is None and post is not None:
        organisation = post.organisation
    if organisation is None:
        if planned is None or planned.organisation_id is None:
            raise BadInput(
                fields={
                    "organisation": _(
                        "No duty row says who answers for this here. Choose who shall handle it."
                    )
                }
            )
        return planned.organisation_id, planned.post_id, planned.reason.as_json()
    if planned is not None and planned.organisation_id == organisation.pk:
        return organisation.pk, post.pk if post else planned.post_id, planned.reason.as_json()
    why: dict[str, Any] = {"via": "chosen"}
    if planned is not None and planned.organisation_id is not None:
        turn.say(Saying(Voice.REASON, clean(reason, "reason", required=True, longest=1000)))
        why["instead_of"] = planned.organisation_id
    elif reason:
        turn.say(Saying(Voice.REASON, clean(reason, "reason", longest=1000)))
    return organisation.pk, post.pk if post else None, why


def assign(
    turn: Turn, org_id: int, post_id: int | None, why: dict[str, Any], *, designated: bool = False
) -> Case:
    """Offer the case to one organisation and start the clock of acceptance."""
    row = turn.case
    not_about(row, post_id=post_id, organisation_id=org_id)
    _agreed(row, org_id, post_id)
    _admitted(row, post_id)
    part = Assignment.objects.create(
        case=row,
        role=PartRole.SOLE,
        organisation_id=org_id,
        post_id=post_id,
        why=why,
        designated=designated,
        offered_at=turn.now,
        offered_by_post_id=turn.by.post_id,
    )
    hold(row, org_id, post_id)
    turn.move(State.DISPATCHED)
    turn.done(
        *HOLDING,
        "designated",
        facts={"organisation": org_id, "post": post_id, "why": why, "assignment": part.pk},
    )
    return row


def not_about(row: Case, *, post_id: int | None = None, organisation_id: int | None = None) -> None:
    """Whom the case is about does not get it, along the duty rows or by anybody's choice."""
    if is_about(row, organisation_id=organisation_id):
        raise BadInput(fields={"organisation": _("The case is about this organisation; choose another.")})
    if is_about(row, post_id=post_id):
        raise BadInput(fields={"post": _("The case is about this post; choose another.")})


def _agreed(row: Case, org_id: int, post_id: int | None) -> None:
    """What a person narrowed to some posts goes to one of them, or to a house that has one."""
    only = agreed_posts(row)
    if only is None:
        return
    fits = post_id in only if post_id else Post.objects.filter(pk__in=only, organisation_id=org_id).exists()
    if not fits:
        raise BadInput(fields={"post": _("The person agreed to other posts only; choose one of them.")})


def _admitted(row: Case, post_id: int | None) -> None:
    """Only what the admission list admits goes to posts of a grid or below (事项准入)."""
    if post_id is None or row.kind is None:
        return
    rank = (
        Scope.objects.filter(post_id=post_id, area__rank__gte=Rank.GRID)
        .order_by("area__rank")
        .values_list("area__rank", flat=True)
        .first()
    )
    if rank is not None and not admitted(row.kind, row.area_id, rank=rank):
        raise BadInput(
            fields={"post": _("This kind of matter is not admitted to posts of a grid; choose another.")}
        )


HOLDING = ("holder_org_id", "holder_post_id", "org_ids", "post_ids", "linking_post_id")


def hold(row: Case, org_id: int | None, post_id: int | None) -> None:
    """The case is in these hands now; whoever once held it still sees it."""
    row.holder_org_id, row.holder_post_id = org_id, post_id
    if org_id is not None and org_id not in row.org_ids:
        row.org_ids = [*row.org_ids, org_id]
    if post_id is not None and post_id not in row.post_ids:
        row.post_ids = [*row.post_ids, post_id]
