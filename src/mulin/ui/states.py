"""How each state of a case looks: a tone that differs in shape and lightness, and its word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    """Tone is one of wait, work, done, late, rest, off; word is said aloud too."""

    tone: str
    word: Promise


STATES: dict[str, State] = {
    "reported": State("wait", _("Awaiting verification")),
    "verifying": State("wait", _("Being verified")),
    "filed": State("wait", _("Awaiting dispatch")),
    "dispatched": State("wait", _("Awaiting acceptance")),
    "handling": State("work", _("Being handled")),
    "handled": State("work", _("Awaiting check")),
    "checking": State("work", _("Being checked")),
    "checked": State("work", _("Awaiting closing")),
    "closed": State("done", _("Closed")),
    "declined": State("off", _("Not taken on")),
    "merged": State("off", _("Merged")),
    "cancelled": State("off", _("Withdrawn")),
    "suspended": State("rest", _("Suspended")),
    "asking": State("rest", _("Waiting for the reporter")),
}


def tone_of(code: str) -> str:
    state = STATES.get(code)
    return state.tone if state else "plain"


def word_of(code: str) -> str:
    state = STATES.get(code)
    return str(state.word) if state else code
