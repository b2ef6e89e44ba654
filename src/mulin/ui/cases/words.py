"""The words of verbs: on buttons, in the history, when done."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.cases.commands import COMMANDS

FAR_METRES = 1000

#: Buttons, where a verb's own word is not what one would press.
BUTTONS: dict[str, str | Promise] = {
    "take_on": _("take it on"),
    "finish_part": _("my part is done"),
    "link_order": _("link a hotline order"),
    "reply": _("answer and end"),
}
#: What happened, told in the history; by event name.
TOLD: dict[str, str | Promise] = {
    "report": _("Reported"),
    "import": _("Brought in"),
    "place": _("Placed"),
    "ask_verify": _("Sent out to verify"),
    "verify": _("Verified on the spot"),
    "file": _("Filed"),
    "decline": _("Not filed"),
    "merge": _("Merged into another case"),
    "unmerge": _("Taken out of the merger"),
    "withdraw": _("Withdrawn by the reporter"),
    "dispatch": _("Dispatched"),
    "designate": _("Designated"),
    "accept": _("Accepted"),
    "return": _("Returned as not theirs"),
    "handle": _("Handled"),
    "solve": _("Solved on the spot"),
    "confirm": _("Confirmed by the reporter"),
    "check": _("Checked"),
    "close": _("Closed"),
    "rate": _("Rated"),
    "reopen": _("Opened again"),
    "ask": _("The reporter was asked"),
    "answer": _("The question was answered"),
    "reply": _("Answered"),
    "extend": _("More time asked for"),
    "grant": _("More time decided on"),
    "suspend": _("Suspended"),
    "resume": _("Resumed"),
    "urge": _("Urged"),
    "supervise": _("Supervised"),
    "escalate": _("Risen one rank"),
    "decide": _("Decided by the overseer"),
    "whistle": _("Whistle blown"),
    "arrive": _("Reported in"),
    "finish_part": _("A part is done"),
    "instruct": _("Instructed by the secretary"),
    "fulfil": _("Instruction answered"),
    "transfer": _("Transferred"),
    "order": _("Hotline order linked"),
    "contact": _("Reporter contacted"),
    "call_back": _("Called back"),
    "sit": _("Sitting held"),
    "agree": _("Result of the mediation"),
    "follow_up": _("Followed up"),
    "appeal": _("Overrun appealed"),
    "judge": _("Appeal decided"),
    "note": _("Note"),
    "reclassify": _("Kind changed"),
    "lapse": _("Limit overrun"),
    "warn": _("Yellow warning"),
    "erase": _("Words erased"),
}
DONE: dict[str, str | Promise] = {
    "file": _("Filed. The promise to the reporter runs from now."),
    "dispatch": _("Dispatched."),
    "accept": _("Accepted; the clock of handling runs."),
    "handle": _("Reported as handled; somebody else will check it."),
    "check": _("The check is recorded."),
    "close": _("Closed; the reporter is asked to rate it."),
    "rate": _("Thank you for your rating."),
    "urge": _("Urged; those in charge are told."),
    "return": _("Returned to the dispatcher."),
    "whistle": _("The whistle is blown; everybody called has been told."),
    "note": _("Noted."),
}


REASONS: dict[str, str | Promise] = {
    "same_address": _("same address"),
    "same_service": _("same kind"),
    "shared_words": _("same words"),
    "recent": _("within a week"),
    "still_open": _("still open"),
}


def reason_words(reasons: Iterable[str], metres: float) -> list[str]:
    """Why two reports look like one matter."""
    said = [str(REASONS[reason]) for reason in reasons if reason in REASONS]
    return [gettext("%(n)d m apart") % {"n": round(metres)}, *said] if metres < FAR_METRES else said


def verb_words(name: str) -> str | Promise:
    """What stands on the verb's button."""
    return BUTTONS.get(name) or COMMANDS[name].label or COMMANDS[name].verb.label


def told(name: str) -> str | Promise:
    """What the history says of an event."""
    return TOLD.get(name, name)
