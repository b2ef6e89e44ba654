"""The closed lists of campaigns and of publicity and service weeks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignState(TextChoices):
    """A campaign runs until it is ended; then what is open has become a case."""

    RUNNING = "running", pgettext_lazy("campaign", "running")
    ENDED = "ended", pgettext_lazy("campaign", "ended")


class Over(TextChoices):
    """What the list of a campaign is made of."""

    OBJECTS = "objects", pgettext_lazy("campaign", "shops, firms or things")
    HOUSEHOLDS = "households", pgettext_lazy("campaign", "households")


class TargetState(TextChoices):
    """How far one target is; the same words stand on the wall chart."""

    NOT_BEGUN = "not_begun", pgettext_lazy("target", "Not begun")
    TALKING = "talking", pgettext_lazy("target", "Talking")
    AGREED = "agreed", pgettext_lazy("target", "Agreed")
    UNDER_WAY = "under_way", pgettext_lazy("target", "Under way")
    DONE = "done", pgettext_lazy("target", "Done")
    DECLINED = "declined", pgettext_lazy("target", "Declined")


OPEN = frozenset({TargetState.NOT_BEGUN, TargetState.TALKING, TargetState.AGREED, TargetState.UNDER_WAY})


class Move(TextChoices):
    """What is done to a target; the verb of its events is `target.` and this."""

    ADD = "added", pgettext_lazy("move", "put on the list")
    ASSIGN = "assigned", pgettext_lazy("move", "given to a post")
    HEAR = "heard", pgettext_lazy("move", "a party heard")
    TALK = "talked", pgettext_lazy("move", "talked")
    AGREE = "agreed", pgettext_lazy("move", "a step agreed")
    STEP_DONE = "step_done", pgettext_lazy("move", "a step done")
    STEP_DROPPED = "step_dropped", pgettext_lazy("move", "a step dropped")
    FINISH = "finished", pgettext_lazy("move", "done")
    DECLINE = "declined", pgettext_lazy("move", "declined")
    REOPEN = "reopened", pgettext_lazy("move", "taken up again")
    CARRY = "carried", pgettext_lazy("move", "became a case")
    ERASE = "erased", pgettext_lazy("move", "words erased")


class Told(TextChoices):
    """What was told of an agreed step that is still open."""

    DUE = "due", pgettext_lazy("step", "due")
    LATE = "late", pgettext_lazy("step", "late")


class PartyRole(TextChoices):
    """Whose word counts at a target."""

    OWNER = "owner", pgettext_lazy("party", "owner")
    TENANT = "tenant", pgettext_lazy("party", "tenant")
    MERCHANT = "merchant", pgettext_lazy("party", "merchant")
    PROPERTY = "property", pgettext_lazy("party", "property firm")
    NEIGHBOUR = "neighbour", pgettext_lazy("party", "neighbour")
    OTHER = "other", pgettext_lazy("party", "other")


class OutreachKind(TextChoices):
    """Publicity tells people something, a service week does something for them."""

    PUBLICITY = "publicity", _("publicity")
    SERVICE = "service", _("service week")


class Theme(TextChoices):
    """What it is about."""

    LAW = "law", pgettext_lazy("theme", "law")
    RUMOURS = "rumours", pgettext_lazy("theme", "fraud and rumours")
    CUSTOMS = "customs", pgettext_lazy("theme", "customs")
    SAFETY = "safety", pgettext_lazy("theme", "safety")
    CLINIC = "clinic", pgettext_lazy("theme", "free clinic")
    SERVICES = "services", pgettext_lazy("theme", "services for the people")
    OTHER = "other", pgettext_lazy("theme", "other")


class OutreachState(TextChoices):
    """Planned, held with its counts, or called off."""

    PLANNED = "planned", pgettext_lazy("outreach", "planned")
    HELD = "held", pgettext_lazy("outreach", "held")
    CANCELLED = "cancelled", pgettext_lazy("outreach", "called off")


class Count(TextChoices):
    """What is counted of it."""

    GIVEN = "given", _("materials given out")
    SERVED = "served", _("people served")
