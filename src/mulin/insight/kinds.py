"""What is counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    """Happenings counted by area and day."""

    REPORTED = "reported", _("reported")
    FILED = "filed", _("filed")
    DECLINED = "declined", _("not filed")
    DISPATCHED = "dispatched", _("dispatched")
    RETURNED = "returned", _("returned as not mine")
    HANDLED = "handled", _("handled")
    ON_THE_SPOT = "on_the_spot", _("solved on the spot")
    REWORKED = "reworked", _("sent back by the check")
    CLOSED = "closed", _("closed")
    CLOSED_LATE = "closed_late", _("closed late")
    MERGED = "merged", _("merged")
    REOPENED = "reopened", _("opened again")
    ESCALATED = "escalated", _("risen a rank")
    OVERDUE = "overdue", _("limits overrun")
    RATED = "rated", _("rated")
    SATISFIED = "satisfied", _("satisfied")
    SOLVED = "solved", _("said to be solved")
