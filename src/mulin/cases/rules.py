"""The loop as one table: from which state, by which verb, to which, and who may."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from mulin.cases.kinds import ENDED, OPEN, PAUSED, State, Verb
from mulin.catalogue.kinds import Link
from mulin.lib.worktime import Unit
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank


class Who(StrEnum):
    """On what ground somebody may do a verb."""

    AREA = "area"
    HOLDER = "holder"
    PART = "part"
    OVERSEER = "overseer"
    CARER = "carer"
    REPORTER = "reporter"
    ANYBODY = "anybody"
    SYSTEM = "system"


@dataclass(frozen=True)
class Step:
    """One row of the table. `target` None leaves the state; `grounds` are tried in order."""

    verb: Verb
    sources: frozenset[State]
    target: State | None
    grounds: tuple[tuple[Who, Duty | None], ...]


def _step(verb: Verb, sources: set[State] | frozenset[State], target: State | None, *grounds: object) -> Step:
    pairs = tuple(g if isinstance(g, tuple) else (g, None) for g in grounds)
    return Step(verb, frozenset(sources), target, pairs)


S, V, D = State, Verb, Duty
WORKING = OPEN - PAUSED
BEFORE_HANDLING = frozenset({S.REPORTED, S.VERIFYING, S.FILED, S.DISPATCHED})
DESK = (Who.AREA, D.CASE_FILE)
DISPATCHER = (Who.AREA, D.CASE_DISPATCH)
HANDLER = (Who.HOLDER, D.CASE_HANDLE)
PARTNER = (Who.PART, D.CASE_HANDLE)
#: A street called by a whistle reports in through whoever may blow it there.
CALLED = (Who.PART, D.CASE_WHISTLE)
#: Minutes count: whichever post named for care is at the door takes the matter on, whosever it was.
CARER = (Who.CARER, D.CARE_SEE)
MEDIATOR = (Who.HOLDER, D.CASE_MEDIATE)

TRANSITIONS: tuple[Step, ...] = (
    _step(V.PLACE, OPEN, None, DESK, DISPATCHER),
    _step(V.RECLASSIFY, OPEN - {S.HANDLED, S.CHECKED}, None, DESK, DISPATCHER),
    _step(V.ASK_VERIFY, {S.REPORTED}, S.VERIFYING, DESK),
    _step(V.VERIFY, {S.VERIFYING}, S.REPORTED, (Who.AREA, D.CASE_VERIFY)),
    _step(V.FILE, {S.REPORTED}, S.FILED, DESK),
    _step(V.DECLINE, {S.REPORTED, S.FILED}, S.DECLINED, DESK),
    _step(V.REPLY, {S.REPORTED, S.FILED}, S.CLOSED, DESK),
    _step(V.MERGE, WORKING - {S.HANDLED, S.CHECKED}, S.MERGED, DESK, DISPATCHER),
    _step(V.UNMERGE, {S.MERGED}, S.REPORTED, DESK, DISPATCHER),
    _step(V.WITHDRAW, BEFORE_HANDLING | {S.ASKING}, S.WITHDRAWN, Who.REPORTER),
    _step(V.DISPATCH, {S.FILED}, S.DISPATCHED, DISPATCHER),
    _step(V.DESIGNATE, {S.FILED}, S.DISPATCHED, (Who.AREA, D.CASE_DESIGNATE)),
    _step(V.ACCEPT, {S.DISPATCHED}, S.HANDLING, HANDLER, MEDIATOR, CARER),
    _step(V.RETURN, {S.DISPATCHED, S.HANDLING}, S.FILED, HANDLER, MEDIATOR),
    _step(V.HANDLE, {S.HANDLING}, S.HANDLED, HANDLER, CARER),
    _step(V.SOLVE, {S.REPORTED, S.VERIFYING, S.FILED}, S.HANDLED, (Who.AREA, D.CASE_HANDLE)),
    _step(V.CONFIRM, {S.HANDLED}, S.CLOSED, Who.REPORTER),
    _step(V.CHECK, {S.HANDLED}, S.CHECKED, (Who.AREA, D.CASE_CHECK)),
    _step(V.CLOSE, {S.CHECKED}, S.CLOSED, (Who.AREA, D.CASE_CLOSE), MEDIATOR),
    _step(V.TRANSFER, WORKING, S.CLOSED, DESK, (Who.AREA, D.CASE_HANDLE)),
    _step(
        V.REOPEN, {S.CLOSED}, S.HANDLING, Who.REPORTER, (Who.AREA, D.CASE_CLOSE), (Who.AREA, D.CASE_CALLBACK)
    ),
    _step(V.RATE, {S.CLOSED}, None, Who.REPORTER),
    _step(V.ASK, {S.REPORTED, S.FILED, S.HANDLING}, S.ASKING, DESK, HANDLER, MEDIATOR),
    _step(V.ANSWER, {S.ASKING}, None, Who.REPORTER, DESK, HANDLER, Who.SYSTEM),
    _step(V.EXTEND, {S.HANDLING}, None, HANDLER, MEDIATOR),
    _step(V.GRANT, {S.HANDLING}, None, DISPATCHER),
    _step(V.SUSPEND, {S.FILED, S.DISPATCHED, S.HANDLING}, S.SUSPENDED, DISPATCHER),
    _step(V.RESUME, {S.SUSPENDED}, None, DISPATCHER, Who.SYSTEM),
    _step(V.URGE, OPEN, None, Who.REPORTER, (Who.AREA, D.CASE_URGE)),
    _step(V.SUPERVISE, OPEN, None, (Who.AREA, D.CASE_SUPERVISE)),
    _step(V.ESCALATE, WORKING, None, HANDLER, DISPATCHER, (Who.AREA, D.CASE_HANDLE), Who.SYSTEM),
    _step(V.DECIDE, OPEN, None, (Who.OVERSEER, D.CASE_OVERSEE)),
    _step(V.WHISTLE, {S.FILED, S.DISPATCHED, S.HANDLING}, S.HANDLING, (Who.AREA, D.CASE_WHISTLE)),
    _step(V.ARRIVE, {S.HANDLING}, None, PARTNER, CALLED),
    _step(V.FINISH_PART, {S.HANDLING}, None, PARTNER, CALLED),
    _step(V.INSTRUCT, OPEN, None, (Who.AREA, D.CASE_INSTRUCT)),
    _step(V.FULFIL, frozenset(S), None, (Who.AREA, D.CASE_INSTRUCT)),
    _step(V.ORDER, frozenset(S), None, (Who.AREA, D.CASE_REPORT), DESK),
    _step(V.CONTACT, OPEN, None, HANDLER, MEDIATOR, DESK),
    _step(V.CALL_BACK, {S.CLOSED}, None, (Who.AREA, D.CASE_CALLBACK)),
    _step(V.SIT, {S.HANDLING}, None, MEDIATOR),
    _step(V.AGREE, {S.HANDLING}, S.CHECKED, MEDIATOR),
    _step(V.FOLLOW_UP, {S.CLOSED}, None, (Who.AREA, D.CASE_MEDIATE)),
    _step(V.APPEAL, {S.CLOSED}, None, PARTNER),
    _step(V.JUDGE, {S.CLOSED}, None, (Who.AREA, D.CASE_SUPERVISE)),
    _step(V.NOTE, frozenset(S), None, (Who.AREA, D.CASE_SEE), HANDLER, PARTNER, MEDIATOR, DESK),
    _step(V.WARN, OPEN | {S.CLOSED}, None, Who.SYSTEM),
    _step(V.LAPSE, OPEN | {S.CLOSED}, None, Who.SYSTEM),
    _step(V.ERASE, ENDED, None, (Who.AREA, D.PERSON_EDIT), Who.SYSTEM),
)
BY_VERB: dict[Verb, Step] = {step.verb: step for step in TRANSITIONS}

#: A failed check and an answered question go elsewhere than the table's main target.
OTHER_TARGETS: dict[Verb, frozenset[State]] = {
    V.CHECK: frozenset({S.HANDLING}),
    V.VERIFY: frozenset({S.REPORTED}),
    V.ANSWER: frozenset({S.REPORTED, S.FILED, S.HANDLING}),
    V.RESUME: frozenset({S.FILED, S.DISPATCHED, S.HANDLING}),
    V.REOPEN: frozenset({S.REPORTED}),
}

#: The link whose clock runs while a case stands in a state.
LINK_OF: dict[State, Link] = {
    S.REPORTED: Link.FILE,
    S.VERIFYING: Link.VERIFY,
    S.FILED: Link.DISPATCH,
    S.DISPATCHED: Link.ACCEPT,
    S.HANDLING: Link.HANDLE,
    S.HANDLED: Link.CHECK,
    S.CHECKED: Link.CLOSE,
    S.ASKING: Link.REPORTER_REPLY,
}

#: The one clock that runs on after the end: until the caller of an order has been asked.
AFTER_END: dict[State, Link] = {S.CLOSED: Link.CALLBACK}

#: Rungs of the ladder, lowest first; the council stands beside it, at the overseer's choice.
LADDER: tuple[Rank, ...] = (Rank.MICRO_GRID, Rank.GRID, Rank.COMMUNITY, Rank.STREET, Rank.DISTRICT)

RETURNS_BEFORE_DESIGNATION = 2
EXTENSIONS_AT_MOST = 2
SUSPENSION_DAYS_AT_MOST = 365
RATE_WITHIN_DAYS = 15
REOPEN_WITHIN_DAYS = 15
REOPENINGS_AT_MOST = 2
YELLOW_AT = 0.8


def targets(step: Step) -> frozenset[State]:
    """Every state the verb may lead to; empty when it leaves the state."""
    main = frozenset({step.target}) if step.target else frozenset()
    return main | OTHER_TARGETS.get(step.verb, frozenset())


def may_run(link: str, state: str) -> bool:
    """Whether a clock of the link may tick while the case stands in the state."""
    return state in OPEN or AFTER_END.get(State(state)) == link


def verbs_from(state: str) -> frozenset[Verb]:
    """What the table allows in a state, whoever asks."""
    return frozenset(step.verb for step in TRANSITIONS if state in step.sources)


def _limit(amount: str, unit: Unit) -> tuple[Decimal, Unit]:
    return Decimal(amount), unit


#: Where an edition says nothing. Links of minutes belong to kinds that say so themselves.
DEFAULT_LIMITS: dict[Link, tuple[Decimal, Unit]] = {
    Link.VERIFY: _limit("4", Unit.WORK_HOUR),
    Link.FILE: _limit("4", Unit.WORK_HOUR),
    Link.DISPATCH: _limit("4", Unit.WORK_HOUR),
    Link.ACCEPT: _limit("4", Unit.WORK_HOUR),
    Link.HANDLE: _limit("5", Unit.WORK_DAY),
    Link.CHECK: _limit("1", Unit.WORK_DAY),
    Link.CLOSE: _limit("1", Unit.WORK_DAY),
    Link.WHOLE: _limit("8", Unit.WORK_DAY),
    Link.OVERSEER_DECIDE: _limit("1", Unit.WORK_DAY),
    Link.REPORT_IN: _limit("30", Unit.MINUTE),
    Link.INSTRUCTION: _limit("3", Unit.WORK_DAY),
    Link.CALLBACK: _limit("2", Unit.WORK_DAY),
    Link.REPORTER_REPLY: _limit("3", Unit.NATURAL_DAY),
}


#: What our own rooms open cases by: `tour:ID` and its like lead from the case back to where it was found.
OWN_SOURCES = frozenset({"check", "diary", "round", "target", "tour"})


def why_not_foreign(source_ref: str) -> str:
    """What is wrong with another system's reference that has the form of ours: it would pretend to come from there."""
    kind, sign, _rest = source_ref.partition(":")
    if not sign or kind.strip().lower() not in OWN_SOURCES:
        return ""
    return _("A reference beginning with “%(form)s” is our own; send the number of your system.") % {
        "form": f"{kind.strip()}:"
    }
