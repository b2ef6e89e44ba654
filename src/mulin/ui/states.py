"""How each state of a case looks: a tone that differs in shape and lightness, and its word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class State:
    """Tone is one of wait, work, done, late, rest, off; word is said aloud too."""

    tone: str
    word: Promise


STATES: dict[str, State] = {
    "reported": State("wait", pgettext_lazy("state", "Awaiting verification")),
    "verifying": State("wait", pgettext_lazy("state", "Being verified")),
    "filed": State("wait", pgettext_lazy("state", "Awaiting dispatch")),
    "dispatched": State("wait", pgettext_lazy("state", "Awaiting acceptance")),
    "handling": State("work", pgettext_lazy("state", "Being handled")),
    "handled": State("work", pgettext_lazy("state", "Awaiting check")),
    "checked": State("work", pgettext_lazy("state", "Awaiting closing")),
    "closed": State("done", pgettext_lazy("state", "Closed")),
    "declined": State("off", pgettext_lazy("state", "Not taken on")),
    "merged": State("off", pgettext_lazy("state", "Merged")),
    "withdrawn": State("off", pgettext_lazy("state", "Withdrawn")),
    "suspended": State("rest", pgettext_lazy("state", "Suspended")),
    "asking": State("rest", pgettext_lazy("state", "Waiting for the reporter")),
}


def tone_of(code: str) -> str:
    state = STATES.get(code)
    return state.tone if state else "plain"


def word_of(code: str) -> str:
    state = STATES.get(code)
    return str(state.word) if state else code
