"""A case rises one rank: an overseer there must decide; handler and linking member stay (B5)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.access import agreed_posts, is_about, named_duty
from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import Turn, begin
from mulin.cases.kinds import Verb, Voice
from mulin.cases.models import AgendaItem, Case, Oversight
from mulin.cases.rules import LADDER
from mulin.catalogue.kinds import Link, Secrecy
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.queries import posts_for_duty
from mulin.places.kinds import Rank
from mulin.places.rules import LINEAGE

DECISIONS = ("support", "whistle", "council", "send_back", "rise")


@transaction.atomic
def escalate(case: Case, *, by: Actor, reason: str = "", expected_version: int | None = None) -> Case:
    """Rise to the next rank that the case's ground has. People give a reason; the clockwork needs none."""
    turn = begin(case, Verb.ESCALATE, by, expected_version=expected_version)
    turn.say(Saying(Voice.REASON, clean(reason, "reason", required=not by.part, longest=1000)))
    rank = next_rank(turn.case)
    if rank is None:
        raise WrongState(_("The case has risen as far as it can."))
    rise(turn, rank)
    turn.done("rank", "post_ids", facts={"rank": int(rank)})
    return turn.case


def next_rank(case: Case) -> Rank | None:
    """The next rung above where the case stands, skipping ranks that its ground lacks."""
    present = [rank for rank in LADDER if getattr(case, LINEAGE[rank]) is not None]
    below = case.rank if case.rank is not None else (int(present[0]) + 1 if present else 0)
    return next((rank for rank in present if int(rank) < below), None)


def rise(turn: Turn, rank: Rank) -> None:
    """Add the overseer of a rank, with a limit to decide."""
    row = turn.case
    area_id = getattr(row, LINEAGE[rank])
    # Rank does not open what is confidential: only a post that names the duty oversees it.
    duty = named_duty(row) or Duty.CASE_OVERSEE
    only = agreed_posts(row)
    posts = [post.pk for post in posts_for_duty(area_id, duty, rank=rank) if only is None or post.pk in only]
    post_id = next((one for one in posts if not is_about(row, post_id=one)), None)
    turn.timing.stop(Link.OVERSEER_DECIDE)
    clock = turn.timing.start(Link.OVERSEER_DECIDE)
    clock.post_id, clock.organisation_id = post_id, None
    Oversight.objects.get_or_create(
        case=row,
        rank=rank,
        decided_at=None,
        defaults={
            "area_id": area_id,
            "post_id": post_id,
            "since": turn.now,
            "decide_by": clock.due_at,
        },
    )
    row.rank = rank
    if post_id is not None and post_id not in row.post_ids:
        row.post_ids = [*row.post_ids, post_id]


@transaction.atomic
def decide(case: Case, *, decision: str, note: str, by: Actor, expected_version: int | None = None) -> Case:
    """The overseer decides: supports the handler, puts it on the council's agenda, sends it back or lets it rise."""
    turn = begin(case, Verb.DECIDE, by, expected_version=expected_version)
    row = turn.case
    if decision not in DECISIONS:
        raise BadInput(fields={"decision": _("Choose what is to happen with the case.")})
    turn.say(Saying(Voice.INSTRUCTION, reasoned(note, "note")))
    waiting = list(Oversight.objects.filter(case=row, decided_at=None).order_by("rank"))
    mine = [one for one in waiting if one.post_id == turn.by.post_id]
    oversight = next(iter(mine or [one for one in waiting if one.post_id is None]), None)
    if oversight is None:
        raise WrongState
    oversight.decided_at, oversight.decided_by_person_id = turn.now, by.person_id
    oversight.decision = decision
    oversight.save(update_fields=["decided_at", "decided_by_person_id", "decision"])
    # The clock is the highest rank's; a lower one's late word leaves it running.
    if oversight == waiting[0]:
        turn.timing.stop(Link.OVERSEER_DECIDE)
    if decision == "council":
        _put_on_agenda(turn)
    if decision == "rise":
        rank = next_rank(row)
        if rank is None:
            raise WrongState(_("The case has risen as far as it can."))
        rise(turn, rank)
    turn.done("rank", "post_ids", facts={"decision": decision, "rank": oversight.rank})
    return row


def _put_on_agenda(turn: Turn) -> None:
    if turn.case.community_id is None:
        raise BadInput(fields={"decision": _("The case lies in no community, so no council can take it up.")})
    if turn.case.secrecy == Secrecy.CONFIDENTIAL:
        raise BadInput(fields={"decision": _("A confidential matter is not put before a council.")})
    AgendaItem.objects.get_or_create(
        case=turn.case,
        taken_off_at=None,
        defaults={
            "community_id": turn.case.community_id,
            "put_on_at": turn.now,
            "by_post_id": turn.by.post_id,
        },
    )
