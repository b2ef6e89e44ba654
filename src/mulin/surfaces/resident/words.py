"""The reporter's verbs in the words of a resident."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: In the order in which they matter: title, the button's word, hint, icon, whether it is done in one press.
VERBS: dict[str, dict[str, Any]] = {
    "answer": {
        "title": _("We asked you something"),
        "button": _("Send my answer"),
        "hint": _("Work goes on as soon as you answer."),
        "icon": "message-2",
        "main": True,
    },
    "confirm": {
        "title": _("It is done"),
        "button": _("Yes, it is done"),
        "hint": _("Whoever handles it says that it is done. If you agree, it is closed at once."),
        "icon": "circle-check",
        "main": True,
    },
    "rate": {
        "title": _("How was it?"),
        "button": _("Send my rating"),
        "hint": _("Nobody who handled it enters this for you."),
        "icon": "star",
        "main": True,
    },
    "urge": {
        "title": _("Urge"),
        "button": _("Urge those in charge"),
        "hint": _("Once in twelve hours; those in charge are told at once."),
        "icon": "bell-ringing",
    },
    "reopen": {
        "title": _("It is not solved"),
        "button": _("Open it again"),
        "hint": _("Say what is still wrong; it goes back to whoever handled it."),
        "icon": "rotate-clockwise",
    },
    "withdraw": {
        "title": _("Take it back"),
        "button": _("Take my report back"),
        "hint": _("Possible until somebody has begun to work on it."),
        "icon": "x",
        "harm": True,
    },
}
REPORTER_DONE: dict[str, str | Promise] = {
    "answer": _("Thank you; work goes on."),
    "confirm": _("Thank you for confirming; the matter is closed. Please rate it."),
    "rate": _("Thank you for your rating."),
    "urge": _("Those in charge have been told."),
    "reopen": _("It is open again and goes back to whoever handled it."),
    "withdraw": _("Your report is taken back."),
}
