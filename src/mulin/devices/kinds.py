"""How what was done on a phone ended, and how far its clock is believed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(TextChoices):
    """What became of an act."""

    DONE = "done", pgettext_lazy("act", "done")
    REFUSED = "refused", pgettext_lazy("act", "refused")
    CONFLICT = "conflict", _("somebody else was a moment earlier")
    HELD = "held", _("held: the phone is blocked")
    DROPPED = "dropped", pgettext_lazy("act", "dropped")


#: These wait for the person to decide; what was sent is kept until then.
UNDECIDED = frozenset({Outcome.REFUSED, Outcome.CONFLICT, Outcome.HELD})


class ClockFit(TextChoices):
    """The phone's clock, compared with ours."""

    RIGHT = "right", _("the phone's clock was right")
    OFF = "off", _("the phone's clock was wrong; the time has been put right")
    DOUBTFUL = "doubtful", _("the phone's clock was changed meanwhile; the time is estimated")
