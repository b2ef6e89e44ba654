"""What an act's handler is given, and what it must know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict

from mulin.devices.actions.receive import Ended
from mulin.files.rules import CleanPhoto
from mulin.people.access import Actor


@dataclass(frozen=True)
class Sent:
    """One act as it was sent: `verb` is what stands after the dot of its name, `data` reads like a form's POST.

    `id` was made on the phone for this act and no other; what the act makes may take it as its own.
    `expected` is the version that the subject should still have, by the person's own acts taken into account.
    """

    id: UUID
    verb: str
    subject: str
    data: QueryDict
    photos: Mapping[str, list[CleanPhoto]]
    captured_at: datetime
    expected: int | None = None


@dataclass(frozen=True)
class Shown:
    """An act that waits for a decision, as the person is shown it beside what others did meanwhile."""

    title: str
    verb: str
    said: Sequence[tuple[str, str]] = ()
    since: Sequence[Any] = ()
    version: int | None = None
    url: str = ""
    may_note: bool = False


def no_photos(verb: str, stage: str) -> bool:
    """Of acts that come without."""
    return False


def no_version(subject: str, by: Actor) -> int | None:
    """Of what has none, or does not exist before the act."""
    return None


def no_labels(sent: Sent) -> Mapping[str, str]:
    """Of acts in which nothing is entered."""
    return {}


def no_form(sent: Sent) -> str:
    """Of acts in which nothing can be mended."""
    return ""


@dataclass(frozen=True)
class ActKind:
    """How acts of one name are done and shown. `takes(verb, stage)`: whether photos of that name go with it.

    `labels` are what people call the fields; `form` is the address that draws the form again with what is wrong.
    """

    do: Callable[[Sent, Actor], Ended]
    show: Callable[[Sent, Actor], Shown]
    takes: Callable[[str, str], bool] = no_photos
    version: Callable[[str, Actor], int | None] = no_version
    labels: Callable[[Sent], Mapping[str, str]] = no_labels
    form: Callable[[Sent], str] = no_form


def posted(fields: Mapping[str, Sequence[str]]) -> QueryDict:
    """The fields as a form would have posted them."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, list(values))
    return data
