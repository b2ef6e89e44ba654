"""What a case of the day list asks of whoever reads it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.people.access import Actor
from mulin.people.kinds import Duty


@dataclass(frozen=True)
class Asking:
    """One kind of request: its words on a card, on a tab, and how it is marked."""

    name: str
    words: str | Promise
    tab: str | Promise
    icon: str
    tone: str


VERIFY = Asking("verify", _("go and look"), _("Look"), "eye", "work")
ACCEPT = Asking("accept", _("accept it"), _("Accept"), "hand-click", "wait")
HANDLE = Asking("handle", _("handle it"), _("Handle"), "tool", "work")
CHECK = Asking("check", _("check the result"), _("Check"), "clipboard-check", "work")
NEW = Asking("new", _("new nearby"), _("New"), "message-report", "wait")
WAIT = Asking("wait", _("waits for others"), _("Waiting"), "hourglass", "rest")
ALL = (VERIFY, ACCEPT, HANDLE, CHECK, NEW, WAIT)

BY_STATE: dict[str, Asking] = {
    State.REPORTED: NEW,
    State.VERIFYING: VERIFY,
    State.FILED: NEW,
    State.DISPATCHED: ACCEPT,
    State.HANDLING: HANDLE,
    State.HANDLED: CHECK,
}


def asked(case: Case, actor: Actor) -> Asking:
    """By the state; what another should check or what rests only waits."""
    found = BY_STATE.get(case.state, WAIT)
    if found is CHECK and not actor.may(Duty.CASE_CHECK):
        return WAIT
    return found
