"""The closed lists of rounds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(TextChoices):
    """What sort of round a plan is."""

    PATROL = "patrol", _("patrol")
    INSPECTION = "inspection", _("safety inspection")
    VISIT = "visit", _("home visits")
    SUMMARY = "summary", _("monthly summary")
    REVIEW = "review", _("review meeting")


#: Rounds that are a sitting and not a walk: they end with what was decided, not with a checklist.
MEETINGS = frozenset({Family.SUMMARY, Family.REVIEW})


class Over(TextChoices):
    """What one round goes over."""

    AREA = "area", _("the area as a whole")
    STOPS = "stops", _("a route of places")
    THINGS = "things", _("things of some kinds")


class Turns(TextChoices):
    """Who of those named goes."""

    ONE = "one", _("one after another")
    EACH = "each", _("everybody each time")


class Proof(TextChoices):
    """What shows that the place was visited."""

    NONE = "none", _("nothing asked")
    EITHER = "either", _("code at the place, or one position")
    CODE = "code", _("code at the place")


class Shown(TextChoices):
    """What was shown with one check."""

    NOTHING = "nothing", _("no proof of place")
    POSITION = "position", _("one position")
    CODE = "code", _("code at the place")


class State(TextChoices):
    """Where an occurrence stands."""

    OPEN = "open", _("due")
    DONE = "done", pgettext_lazy("round", "done")
    MISSED = "missed", _("missed")
    CANCELLED = "cancelled", _("called off")


class TaskState(TextChoices):
    """Where one stop of a round stands."""

    OPEN = "open", _("to do")
    DONE = "done", pgettext_lazy("round", "done")
    PASSED = "passed", _("passed over")


class AnswerKind(TextChoices):
    """What an item of a checklist asks for."""

    YES_NO = "yes_no", _("yes or no")
    NUMBER = "number", pgettext_lazy("answer", "number")
    CHOICE = "choice", _("choice")
    PHOTO = "photo", _("photo")
    EXPIRY = "expiry", _("expiry date")
    SIGNATURE = "signature", _("signature")
    NOTE = "note", pgettext_lazy("answer", "note")


class Occasion(TextChoices):
    """What makes a visiting rule hold for a home."""

    HAND = "hand", _("somebody says so")
    WEEKLY = "weekly", _("asked after every week")
    MONTHLY = "monthly", _("asked after every month")
    QUARTERLY = "quarterly", _("asked after every quarter")
    LISTED = "listed", _("on the care list")
    DISCHARGE = "discharge", _("back from hospital")
    SILENCE = "silence", _("a contact failed")


#: Those that hold for as long as somebody is asked after so; the others once, when they come about.
STANDING = frozenset({Occasion.WEEKLY, Occasion.MONTHLY, Occasion.QUARTERLY, Occasion.LISTED})


class SeenKind(TextChoices):
    """What can have been seen."""

    AREA = "area", _("area")
    BUILDING = "building", _("building")
    HOUSEHOLD = "household", _("household")


class Outcome(TextChoices):
    """How a home visit ended; nobody at home and a refusal are outcomes, not failures."""

    MET = "met", _("met at the door")
    CALLED = "called", _("spoken with by phone")
    NOT_HOME = "not_home", _("nobody at home")
    REFUSED = "refused", _("did not wish a visit")
    MOVED = "moved", _("moved away")


#: The household was reached.
REACHED = frozenset({Outcome.MET, Outcome.CALLED})
