"""What the clockwork does when a moment has come: warn, mark overdue, rise, resume."""

from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from mulin.cases.actions.ask import give_up_asking
from mulin.cases.actions.escalate import next_rank, rise
from mulin.cases.actions.suspend import resume
from mulin.cases.actions.turn import Turn, begin
from mulin.cases.kinds import PromptKind, Stage, State, Verb
from mulin.cases.models import Case, Clock, Prompt, Question, Suspension
from mulin.cases.rules import BY_VERB, may_run
from mulin.catalogue.kinds import Link
from mulin.lib import clock
from mulin.lib.asides import first_awake
from mulin.people.access import Actor

Row = TypeVar("Row", Clock, Suspension, Question)
CLOCKWORK = Actor.system("clockwork")

#: Links whose overrun lets the case rise; the others are told to those who owe them.
RISING = frozenset({Link.FILE, Link.DISPATCH, Link.ACCEPT, Link.HANDLE, Link.OVERSEER_DECIDE, Link.WHOLE})


@transaction.atomic
def expire_next() -> Case | None:
    """Take the earliest clock that is due, passing over cases somebody acts on; None when none is due.

    The case is locked first, as every act does: the other way round the two would wait for each other.
    """
    due = _with_case(Clock.objects.filter(fire_at__lte=clock.now()).order_by("fire_at"))
    return fire(due) if due is not None else None


def _with_case(found: QuerySet[Row]) -> Row | None:
    return first_awake(found.select_related("case").select_for_update(skip_locked=True, of=("case",)))


def fire(found: Clock) -> Case:
    """Warn at the yellow moment, then mark overdue and let the case rise. The caller holds the case's lock."""
    case = found.case
    if not may_run(found.link, case.state):
        Clock.objects.filter(pk=found.pk).update(fire_at=None, stage=Stage.STOPPED)
        return case
    # Whoever acted on the case until now may have moved the clock.
    due = Clock.objects.filter(pk=found.pk, fire_at__lte=clock.now()).first()
    if due is None:
        return case
    late = due.due_at <= clock.now()
    turn = begin(case, Verb.LAPSE if late else Verb.WARN, CLOCKWORK)
    mine = next((row for row in turn.timing.rows if row.pk == due.pk), None)
    if mine is None or mine.fire_at is None:
        return turn.case
    if not late:
        mine.stage, mine.warn_at, mine.fire_at = Stage.WARNED, None, mine.due_at
    else:
        mine.stage, mine.fire_at, mine.overran = Stage.OVERDUE, None, True
        turn.case.late = turn.case.late or due.link in (Link.HANDLE, Link.WHOLE)
    turn.timing.mark(mine)
    kind = PromptKind.RED if late else PromptKind.YELLOW
    Prompt.objects.create(case=turn.case, kind=kind, at=turn.now, clock_id=due.pk)
    facts = {"clock": due.pk, "link": due.link, "organisation": due.organisation_id, "post": due.post_id}
    turn.done("late", facts=facts)
    if late and due.link in RISING:
        _rise(turn.case, due.link)
    return turn.case


def _rise(case: Case, link: str) -> None:
    rank = next_rank(case)
    if rank is None or case.state not in BY_VERB[Verb.ESCALATE].sources:
        return
    turn: Turn = begin(case, Verb.ESCALATE, CLOCKWORK)
    rise(turn, rank)
    turn.done("rank", "post_ids", facts={"rank": int(rank), "overran": link})


@transaction.atomic
def wake_next() -> Case | None:
    """End the earliest suspension or unanswered question whose time has come."""
    now = clock.now()
    rests = Suspension.objects.filter(resumed_at=None, until__lte=now)
    rest = _with_case(rests.order_by("until"))
    if rest is not None:
        if rest.case.state == State.SUSPENDED and rests.filter(pk=rest.pk).exists():
            return resume(rest.case, by=CLOCKWORK)
        rests.filter(pk=rest.pk).update(resumed_at=now)
        return rest.case
    questions = Question.objects.filter(answered_at=None, answer_by__lte=now)
    question = _with_case(questions.order_by("answer_by"))
    if question is None:
        return None
    if question.case.state == State.ASKING and questions.filter(pk=question.pk).exists():
        return give_up_asking(question.case, by=CLOCKWORK)
    questions.filter(pk=question.pk).update(answered_at=now)
    return question.case
