"""Drafts become history: cases without clocks, their words, their endings and one chained event each."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from mulin.cases.actions.saying import hashes
from mulin.cases.actions.turn import standing
from mulin.cases.imports.drafts import Draft, pieces
from mulin.cases.kinds import Audience, CloseReason, State, Voice
from mulin.cases.models import Case, Closure, Words
from mulin.catalogue.kinds import Secrecy
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.copying import copy_in
from mulin.lib.ids import uuid7
from mulin.places.models import Area
from mulin.trail.models import Event
from mulin.trail.record import build
from mulin.words.bigrams import bigrams

# Words are copied beside their table, `search` being still the text of which the database makes a search vector.
BESIDE = """
CREATE TEMPORARY TABLE words_coming ON COMMIT DROP AS
SELECT {columns}, ''::text AS search FROM cases_words WITH NO DATA
"""
FROM_BESIDE = """
INSERT INTO cases_words ({columns}, search)
SELECT {columns}, to_tsvector('simple', search) FROM words_coming ORDER BY id
"""


def known_refs(door: str, refs: Sequence[str]) -> set[str]:
    """Those of the references that came through the door before."""
    return set(Case.objects.filter(door=door, source_ref__in=refs).values_list("source_ref", flat=True))


def save_history(drafts: Sequence[Draft], *, door: str, home: Area | None, by: ActorLike) -> list[Case]:
    """Write a chunk of drafts with few statements; what has no place waits on the ground of `home`."""
    cases = [_case(draft, door, home) for draft in drafts]
    said, events = [], []
    for draft, case in zip(drafts, cases, strict=True):
        own = list(_words(draft, case))
        said += own
        events.append(_event(case, own, by))
    copy_in(cases, leave=("serial",))
    _save_words(said)
    copy_in([closure for case in cases for closure in _closures(case)], leave=("id",))
    copy_in(events, leave=("id",))
    return cases


def _closures(case: Case) -> Iterator[Closure]:
    if case.ended_at is not None:
        yield Closure(case=case, reason=CloseReason.HISTORY, at=case.ended_at)


def _save_words(said: Sequence[Words]) -> None:
    names = [field.attname for field in Words._meta.concrete_fields if field.name != "search"]
    columns = ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute(BESIDE.format(columns=columns))
        copy_in(said, into="words_coming")
        cursor.execute(FROM_BESIDE.format(columns=columns))
        cursor.execute("DROP TABLE words_coming")


def _id_of(draft: Draft) -> UUID:
    """Made of the row's own moment, so that lists by id stand in the order of time."""
    with clock.frozen(draft.at):
        return uuid7()


def _case(draft: Draft, door: str, home: Area | None) -> Case:
    case = Case(
        id=_id_of(draft),
        title=draft.title,
        door=door,
        source_ref=draft.ref,
        live=False,
        lng=draft.lng,
        lat=draft.lat,
        address=draft.address,
        compound_id=draft.compound_id,
        area=draft.area,
        created_at=draft.at,
        **_ending(draft),
        **_kind(draft),
    )
    ground = draft.area or home
    if ground is not None:
        case.take_lineage(ground)
    return case


def _ending(draft: Draft) -> dict[str, Any]:
    if draft.ended_at is None:
        return {"state": State.REPORTED.value}
    return {
        "state": State.CLOSED.value,
        "ended_at": draft.ended_at,
        "close_reason": CloseReason.HISTORY.value,
    }


def _kind(draft: Draft) -> dict[str, Any]:
    kind = draft.kind
    if kind is None:
        return {}
    return {"kind": kind, "urgency": kind.urgency, "secrecy": kind.secrecy, "track": kind.track}


def _words(draft: Draft, case: Case) -> Iterator[Words]:
    audience = Audience.PUBLIC if case.secrecy == Secrecy.PUBLIC else Audience.REPORTER
    spoken = [(Voice.TEXT, piece, draft.at) for piece in pieces(draft.text)]
    spoken += [(Voice.REPLY, piece, draft.ended_at or draft.at) for piece in pieces(draft.reply)]
    for number, (voice, text, at) in enumerate(spoken):
        sought = f"{draft.title} {text}" if number == 0 else text
        yield Words(
            id=uuid7(),
            case=case,
            voice=voice,
            audience=audience if voice == Voice.TEXT else Audience.REPORTER,
            seq=1,
            text=text,
            at=at,
            search=bigrams(sought),
        )


def _event(case: Case, said: list[Words], by: ActorLike) -> Event:
    facts = {"door": case.door, "urgency": case.urgency, "was": None, "now": standing(case)}
    return build("case.import", case, by=by, fields=facts, words=hashes(said), captured_at=case.created_at)
