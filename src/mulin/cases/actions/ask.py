"""The reporter is asked something without which work cannot go on; the clocks rest meanwhile."""

from django.db import transaction

from mulin.cases.actions.saying import Saying, reasoned
from mulin.cases.actions.turn import Turn, begin
from mulin.cases.kinds import Audience, State, Verb, Voice
from mulin.cases.models import Case, Question
from mulin.catalogue.kinds import Link
from mulin.people.access import Actor


@transaction.atomic
def ask(case: Case, *, question: str, by: Actor, expected_version: int | None = None) -> Case:
    """Ask; when no answer comes by the limit, work goes on without."""
    turn = begin(case, Verb.ASK, by, expected_version=expected_version)
    row = turn.case
    turn.say(Saying(Voice.QUESTION, reasoned(question, "question"), Audience.REPORTER))
    row.before_pause = row.state
    turn.timing.pause()
    row.state = State.ASKING
    clock = turn.timing.start(Link.REPORTER_REPLY)
    Question.objects.create(case=row, asked_at=turn.now, answer_by=clock.due_at)
    turn.done("before_pause")
    return row


@transaction.atomic
def answer(case: Case, *, text: str, by: Actor, key: str = "") -> Case:
    """The reporter answers, or a post notes the answer given by voice."""
    turn = begin(case, Verb.ANSWER, by, key=key)
    turn.say(Saying(Voice.ANSWER, reasoned(text, "text"), Audience.REPORTER))
    go_on(turn)
    turn.done("before_pause")
    return turn.case


@transaction.atomic
def give_up_asking(case: Case, *, by: Actor) -> Case:
    """No answer came in time: work goes on with what is known."""
    turn = begin(case, Verb.ANSWER, by)
    go_on(turn)
    turn.done("before_pause", facts={"answered": False})
    return turn.case


def go_on(turn: Turn) -> None:
    """Back to where the case stood before the pause, with what each clock had left."""
    row = turn.case
    Question.objects.filter(case=row, answered_at=None).update(answered_at=turn.now)
    turn.timing.stop(Link.REPORTER_REPLY)
    turn.timing.resume()
    row.state, row.before_pause = State(row.before_pause), ""
