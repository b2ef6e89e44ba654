"""Words enter a case here, each with the salted hash that its event keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from mulin.cases.kinds import Audience, Voice
from mulin.cases.models import Case, Words
from mulin.lib import clock, texts
from mulin.lib.actor import ActorLike
from mulin.lib.crypto import salted_hash
from mulin.words.bigrams import bigrams

LONGEST = 8000
clean = partial(texts.clean, longest=LONGEST)


@dataclass(frozen=True)
class Saying:
    """Words to be kept with the next event of a case."""

    voice: Voice
    text: str
    audience: Audience = Audience.STAFF
    assignment_id: int | None = None


def reasoned(text: str, field: str = "reason") -> str:
    """A reason that must be given."""
    return clean(text, field, required=True, longest=1000)


def compose(case: Case, by: ActorLike, sayings: Iterable[Saying], seq: int) -> list[Words]:
    """Rows, not yet saved, of what is said with event `seq` of the case."""
    return [
        Words(
            case=case,
            voice=saying.voice,
            audience=saying.audience,
            seq=seq,
            text=saying.text,
            by_person_id=by.person_id,
            by_post_id=by.post_id,
            assignment_id=saying.assignment_id,
            at=clock.now(),
            search=SearchVector(Value(bigrams(saying.text)), config="simple"),
        )
        for saying in sayings
        if saying.text
    ]


def hashes(rows: list[Words]) -> list[tuple[str, bytes]]:
    """(row id, salted hash) of each row, for the event."""
    return [(str(row.pk), salted_hash(row.text, bytes(row.salt or b""))) for row in rows]
