"""What people are told of, and by which way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """Ways to reach somebody beside the pages themselves."""

    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    WECOM = "wecom", _("WeCom robot")


class Fate(TextChoices):
    """What became of a message that was to leave the house."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    KEPT = "kept", _("kept: no gateway is set")
    FAILED = "failed", _("failed")
    DIGESTED = "digested", _("sent within a digest")


class Template(TextChoices):
    """What a notice says; `%(number)s` and `%(title)s` stand for the case, or for whoever asks."""

    RECEIVED = "received", _("We have received %(number)s “%(title)s”.")
    FILED = "filed", _("%(number)s “%(title)s” is filed; we promise an end by %(promise)s.")
    DECLINED = "declined", _("%(number)s “%(title)s” is not taken on; please read why.")
    MERGED = "merged", _("%(number)s “%(title)s” is joined to an earlier report of the same matter.")
    SENT = "sent", _("%(number)s “%(title)s” has been sent to who answers for it.")
    SUSPENDED = "suspended", _("%(number)s “%(title)s” rests for now; please read why.")
    ASKED = "asked", _("We have a question on %(number)s “%(title)s”; please answer it.")
    HANDLED = "handled", _("%(number)s “%(title)s” is reported as done; it will be checked.")
    CLOSED = "closed", _("%(number)s “%(title)s” has ended; please tell us whether it is solved.")
    REPLIED = "replied", _("There is an answer to %(number)s “%(title)s”.")
    NEW_HERE = "new_here", _("New in your area: %(number)s “%(title)s”.")
    TO_VERIFY = "to_verify", _("Please go and look: %(number)s “%(title)s”.")
    FOR_YOU = "for_you", _("For your organisation: %(number)s “%(title)s”.")
    CALLED = "called", _("Whistle: report in for %(number)s “%(title)s”.")
    TO_CHECK = "to_check", _("Please check %(number)s “%(title)s”.")
    TO_CLOSE = "to_close", _("Checked and ready to close: %(number)s “%(title)s”.")
    RETURNED = "returned", _("Returned as not theirs: %(number)s “%(title)s”.")
    REWORK = "rework", _("The check was not passed: %(number)s “%(title)s”.")
    REOPENED = "reopened", _("Opened again: %(number)s “%(title)s”.")
    URGED = "urged", _("Urged: %(number)s “%(title)s”.")
    SUPERVISED = "supervised", _("Supervised: %(number)s “%(title)s”.")
    YELLOW = "yellow", _("The limit is near: %(number)s “%(title)s”.")
    RED = "red", _("The limit has passed: %(number)s “%(title)s”.")
    RISEN = "risen", _("Risen to you; please decide: %(number)s “%(title)s”.")
    INSTRUCTED = "instructed", _("The secretary instructs: %(number)s “%(title)s”.")
    WRITTEN_TO = (
        "written_to",
        _("Written to you on the secretary's line; please instruct: %(number)s “%(title)s”."),
    )
    MORE_TIME = "more_time", _("More time is asked for: %(number)s “%(title)s”.")
    DECIDED = "decided", _("A decision was made on %(number)s “%(title)s”.")
    ANSWERED = "answered", _("The reporter answered: %(number)s “%(title)s”.")
    OPENING_ASKED = "open_asked", _("%(title)s asks to open a child's data; please decide within a day.")
    OPENING_GIVEN = "open_given", _("Approved: you may open the child's data once, within a day.")
    OPENING_REFUSED = "open_refused", _("Not approved: the child's data stay closed.")
    EMERGENCY = "emergency", _("Emergency: %(number)s “%(title)s”.")
    MISSED = "missed", _("A round was missed: “%(title)s”, due %(number)s.")
    TOUR_ASKED = (
        "tour_asked",
        _("You were drawn for the residents' tour “%(title)s” on %(number)s: will you come?"),
    )
    TOUR_NEXT = (
        "tour_next",
        _("The next residents' tour “%(title)s” is on %(number)s: look at its route and draw who goes."),
    )
    TOUR_STOPPED = (
        "tour_stopped",
        _(
            "The residents' tour “%(title)s” does not come again by itself: choose who leads and plan it anew."
        ),
    )
    TOUR_OFF = "tour_off", _("The residents' tour “%(title)s” on %(number)s is called off.")
    TOUR_FOUND = (
        "tour_found",
        _("The residents' tour “%(title)s” found something; please answer by %(number)s."),
    )
    TOUR_LATE = (
        "tour_late",
        _("No answer came to a finding of the residents' tour “%(title)s”, due %(number)s."),
    )
    REDRAWN = "redrawn", _("The ground of “%(title)s” was redrawn; please look whether it still fits.")
    STEP_DUE = "step_due", _("Agreed for today, %(number)s: “%(title)s”.")
    STEP_LATE = "step_late", _("Agreed for %(number)s and not yet done: “%(title)s”.")
    CARE_OFF = (
        "care_off",
        _("No meter readings have come since %(since)s: the watch on your home is off. We look into it."),
    )
    CARE_CALL = "care_call", _("A watched home cannot be seen: please call, see the care list.")
    CARE_LEFT = (
        "care_left",
        _("Somebody on the care list has moved out: please move the entry to the new home, or end it."),
    )
    CARE_OPENED = "care_opened", _("What is kept closed of your care entry was opened; see who looked.")
    CARE_VISIT = "care_visit", _("%(service)s of %(day)s: did it come? Please confirm, or complain.")


#: Never held by quiet hours or a digest.
URGENT = frozenset({Template.CALLED, Template.EMERGENCY, Template.CARE_CALL})
