"""The secretary's direct line: instruct with a limit, and see it to the answer (B8)."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.access import is_about
from mulin.cases.actions.dispatch import HOLDING, hold
from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import Turn, begin
from mulin.cases.kinds import Audience, Decision, Verb, Voice
from mulin.cases.models import Case, Instruction
from mulin.catalogue.kinds import Link
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Organisation


@transaction.atomic
def instruct(
    case: Case,
    *,
    text: str,
    by: Actor,
    days: int = 3,
    to: Organisation | None = None,
    expected_version: int | None = None,
) -> Case:
    """Say what is to be done within working days; the instructed organisation sees the case from now on."""
    turn = begin(case, Verb.INSTRUCT, by, expected_version=expected_version)
    if not 1 <= days <= 30:
        raise BadInput(fields={"days": _("Between 1 and 30 working days.")})
    row = turn.case
    if to is not None and is_about(row, organisation_id=to.pk):
        raise BadInput(fields={"to": _("The case is about this organisation; choose another.")})
    said = _owed(turn, by)
    turn.say(Saying(Voice.INSTRUCTION, reasoned(text, "text")))
    if said.pk is not None:
        turn.timing.stop(Link.INSTRUCTION)
    clock = turn.timing.start(Link.INSTRUCTION, (Decimal(days), Unit.WORK_DAY))
    said.to_org_id = clock.organisation_id = to.pk if to else row.holder_org_id
    said.at, said.answer_by = turn.now, clock.due_at
    said.save()
    holder = (row.holder_org_id, row.holder_post_id)
    hold(row, to.pk if to else None, turn.by.post_id)
    row.holder_org_id, row.holder_post_id = holder
    turn.done(*HOLDING, facts={"instruction": said.pk, "to": said.to_org_id})
    return row


def _owed(turn: Turn, by: Actor) -> Instruction:
    """What the secretary who was written to owes, else an instruction of their own accord."""
    posts = {post.post_id: post for post in by.posts_with(Duty.CASE_INSTRUCT)}
    owed = Instruction.objects.filter(case=turn.case, by_post_id__in=posts, at=None, accepted=Decision.OPEN)
    if (said := owed.order_by("pk").first()) is not None:
        turn.by = turn.by.acting(posts[said.by_post_id])
        return said
    if turn.by.post_id is None:
        raise NotAllowed
    scopes = turn.by.post.area_scopes if turn.by.post else ()
    rank = min((int(rank) for rank, _area in scopes), default=0)
    return Instruction(case=turn.case, rank=rank, by_post_id=turn.by.post_id)


@transaction.atomic
def fulfil(
    case: Case, *, accepted: bool, by: Actor, reply: str = "", expected_version: int | None = None
) -> Case:
    """The secretary accepts what was done and answers the reporter, or insists."""
    turn = begin(case, Verb.FULFIL, by, expected_version=expected_version)
    mine = [post.post_id for post in by.posts]
    said = (
        Instruction.objects.select_for_update()
        .filter(case=turn.case, by_post_id__in=mine, accepted=Decision.OPEN)
        .order_by("pk")
        .first()
    )
    if said is None:
        raise WrongState(_("None of your instructions on this case is open."))
    turn.say(Saying(Voice.REPLY, clean(reply, "reply", required=True), Audience.REPORTER))
    said.answered_at = turn.now
    if accepted:
        said.accepted = Decision.GRANTED
        turn.timing.stop(Link.INSTRUCTION)
    said.save(update_fields=["answered_at", "accepted"])
    turn.done(facts={"instruction": said.pk, "accepted": accepted})
    return turn.case
