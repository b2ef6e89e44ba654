"""What does not fit: history against chain, states against history, words against hashes, clocks against rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from mulin.cases.kinds import OPEN, State, Verb
from mulin.cases.models import Case, Clock, Words
from mulin.cases.models.clocks import TICKING
from mulin.cases.rules import BY_VERB, may_run, targets
from mulin.lib.crypto import salted_hash
from mulin.trail.models import Event
from mulin.trail.queries import broken_links

CHUNK = 2000
OPENING = frozenset({"case.report", "case.import"})


def misfits(case_ids: Iterable[UUID] | None = None) -> Iterator[str]:
    """One line for each thing that does not fit, over all cases or some, in chunks of bounded memory."""
    chosen = Case.objects.order_by("pk")
    if case_ids is not None:
        chosen = chosen.filter(pk__in=list(case_ids))
    last: UUID | None = None
    while True:
        chunk = list((chosen.filter(pk__gt=last) if last else chosen)[:CHUNK])
        if not chunk:
            return
        yield from _chunk_misfits(chunk)
        last = chunk[-1].pk


def _chunk_misfits(chunk: list[Case]) -> Iterator[str]:
    ids = [case.pk for case in chunk]
    events: dict[str, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(subject_kind="case", subject_id__in=[str(i) for i in ids]).order_by(
        "seq"
    ):
        events[event.subject_id].append(event)
    words = {str(row.pk): row for row in Words.objects.filter(case__in=ids)}
    due: dict[UUID, datetime] = {}
    links: dict[UUID, set[str]] = defaultdict(set)
    ticking = Clock.objects.filter(case__in=ids, stage__in=TICKING).order_by("due_at")
    for case_id, link, moment in ticking.values_list("case_id", "link", "due_at"):
        due.setdefault(case_id, moment)
        links[case_id].add(link)
    for case in chunk:
        history = events[str(case.pk)]
        for fault in (
            *broken_links(case, history),
            *_state_faults(case, history),
            *_word_faults(history, words),
            *_clock_faults(case, due.get(case.pk), links[case.pk]),
        ):
            yield f"case {case.number} ({case.pk}): {fault}"


def _state_faults(case: Case, history: list[Event]) -> Iterator[str]:
    if not history or history[0].verb not in OPENING:
        yield "its history does not begin with a report"
        return
    for before, after in pairwise(history):
        if list(after.data["was"]) != list(before.data["now"]):
            yield f"event {after.pk} starts from {after.data['was']}, but {before.data['now']} was left"
    for event in history[1:]:
        was, now = event.data["was"][0], event.data["now"][0]
        step = BY_VERB.get(Verb(event.verb.removeprefix("case.")))
        if (
            step is None
            or was not in step.sources
            or (was != now and State(now) not in _reachable(step.verb))
        ):
            yield f"event {event.pk}: {event.verb} cannot lead from {was} to {now}"
    if history[-1].data["now"] != [case.state, case.area_id, case.late, case.kind_id]:
        yield f"its row says {case.state}, its history {history[-1].data['now']}"


def _reachable(verb: Verb) -> frozenset[State]:
    step = BY_VERB[verb]
    resting = {Verb.ASK: State.ASKING, Verb.SUSPEND: State.SUSPENDED, Verb.ASK_VERIFY: State.VERIFYING}
    return targets(step) | ({resting[verb]} if verb in resting else set())


def _word_faults(history: list[Event], words: dict[str, Words]) -> Iterator[str]:
    for event in history:
        for row_id, digest in event.data.get("words", []):
            row = words.get(row_id)
            if row is None:
                yield f"event {event.pk}: the words {row_id} are gone, and not by erasure"
            elif row.erased_at is None and salted_hash(row.text, bytes(row.salt or b"")).hex() != digest:
                yield f"event {event.pk}: the words {row_id} are not those that were said"


def _clock_faults(case: Case, first_due: datetime | None, links: set[str]) -> Iterator[str]:
    if case.state not in OPEN:
        if not all(may_run(link, case.state) for link in links):
            yield "it has ended, but a clock still ticks"
        elif case.next_due != first_due:
            yield f"its next limit is said to be {case.next_due}, but the clocks say {first_due}"
        return
    if not case.live:
        return
    if case.state == State.SUSPENDED:
        if first_due is not None:
            yield "it is suspended, but a clock still ticks"
    elif first_due is None:
        yield "it is open, but no clock ticks"
    elif case.next_due != first_due:
        yield f"its next limit is said to be {case.next_due}, but the clocks say {first_due}"
