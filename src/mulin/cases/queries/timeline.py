"""The life of one case as its readers may see it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Value

from mulin.cases.kinds import Audience, State, Verb, Voice
from mulin.cases.models import Case, Words
from mulin.people.models import Organisation, Post
from mulin.trail.models import Event
from mulin.trail.queries import history_of

#: Steps a resident knows from a parcel; the rest happens behind the counter.
PUBLIC_VERBS = frozenset(
    {
        Verb.REPORT,
        Verb.FILE,
        Verb.DECLINE,
        Verb.MERGE,
        Verb.DISPATCH,
        Verb.DESIGNATE,
        Verb.WHISTLE,
        Verb.ACCEPT,
        Verb.HANDLE,
        Verb.SOLVE,
        Verb.CHECK,
        Verb.CLOSE,
        Verb.CONFIRM,
        Verb.REPLY,
        Verb.TRANSFER,
        Verb.REOPEN,
        Verb.SUSPEND,
        Verb.RESUME,
        Verb.ASK,
        Verb.ANSWER,
        Verb.WITHDRAW,
        Verb.RATE,
    }
)
REPORTER_VERBS = PUBLIC_VERBS | {Verb.URGE, Verb.ESCALATE, Verb.CONTACT, Verb.FULFIL, Verb.NOTE}


@dataclass(frozen=True)
class Entry:
    """One event with what was said in it and the names its ids stand for."""

    seq: int
    verb: Verb
    at: datetime
    captured_at: datetime | None
    post_name: str
    organisation_name: str
    system: str
    state: str
    data: dict[str, Any]
    words: list[Words] = field(default_factory=list)


def timeline(case: Case, audience: Audience) -> list[Entry]:
    """Events oldest first: three statements, whatever the length. Readers below staff see their part only."""
    wanted = {Audience.PUBLIC: PUBLIC_VERBS, Audience.REPORTER: REPORTER_VERBS}.get(audience)
    events = [e for e in history_of(case) if e.verb.startswith("case.")]
    said = _words(case, audience)
    names = _names(events)
    return [
        _entry(event, names, said)
        for event in events
        if wanted is None or (_verb(event) in wanted and (_verb(event) != Verb.NOTE or said[event.seq or 0]))
    ]


def _verb(event: Event) -> Verb:
    return Verb(event.verb.removeprefix("case."))


def _words(case: Case, audience: Audience) -> dict[int, list[Words]]:
    open_to = {
        Audience.STAFF: [Audience.PUBLIC, Audience.REPORTER, Audience.STAFF],
        Audience.REPORTER: [Audience.PUBLIC, Audience.REPORTER],
        Audience.PUBLIC: [],
    }[audience]
    found: dict[int, list[Words]] = defaultdict(list)
    if open_to:
        for row in Words.objects.filter(case=case, audience__in=open_to).order_by("seq", "at", "pk"):
            found[row.seq].append(row)
    return found


def _names(events: Sequence[Event]) -> dict[tuple[str, int], tuple[str, str | None]]:
    """The names of the posts that acted, with their organisations', and of the organisations named; one statement."""
    posts = Post.objects.filter(pk__in={e.post_id for e in events if e.post_id})
    named = {e.data.get("organisation") for e in events} | {e.data.get("lead") for e in events}
    units = Organisation.objects.filter(pk__in={pk for pk in named if pk})
    rows = posts.values_list(Value("post"), "pk", "name", "organisation__name").union(
        units.values_list(Value("unit"), "pk", "name", Value("")), all=True
    )
    return {(what, pk): (name, above) for what, pk, name, above in rows}


def _entry(
    event: Event, names: dict[tuple[str, int], tuple[str, str | None]], said: dict[int, list[Words]]
) -> Entry:
    post_name, its_unit = names.get(("post", event.post_id or 0), ("", ""))
    named, _none = names.get(
        ("unit", event.data.get("organisation") or event.data.get("lead") or 0), ("", "")
    )
    return Entry(
        seq=event.seq or 0,
        verb=_verb(event),
        at=event.at,
        captured_at=event.captured_at,
        post_name=post_name,
        organisation_name=named or its_unit or "",
        system=event.system,
        state=(event.data.get("now") or [""])[0],
        data=event.data,
        words=said.get(event.seq or 0, []),
    )


#: The parcel's stations, in order; each is lit by the states that lie behind it.
STATIONS: tuple[tuple[str, frozenset[str]], ...] = (
    ("received", frozenset({State.REPORTED, State.VERIFYING})),
    ("filed", frozenset({State.FILED})),
    ("sent", frozenset({State.DISPATCHED})),
    ("handling", frozenset({State.HANDLING, State.ASKING, State.SUSPENDED})),
    ("checking", frozenset({State.HANDLED, State.CHECKED})),
    ("ended", frozenset({State.CLOSED, State.DECLINED, State.MERGED, State.WITHDRAWN})),
)


def public_steps(case: Case) -> list[tuple[str, bool, bool]]:
    """(station, passed, current) for the progress line of the page."""
    state = case.before_pause if case.before_pause and case.is_open else case.state
    at = next((i for i, (_name, states) in enumerate(STATIONS) if state in states), 0)
    return [(name, i < at, i == at) for i, (name, _states) in enumerate(STATIONS)]


def told_first(entries: Sequence[Entry]) -> str:
    """The reporter's own words, of a timeline already read by who may read them."""
    first = (words for entry in entries if entry.seq == 1 for words in entry.words)
    return "".join(words.text for words in first if words.voice == Voice.TEXT)


def description(case: Case) -> str:
    """The reporter's own words; empty once erased."""
    said = Words.objects.filter(case=case, voice=Voice.TEXT, seq=1).order_by("id")
    return "".join(said.values_list("text", flat=True))
