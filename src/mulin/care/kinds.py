"""The closed lists of care: why, how closely, meters, calls, endings, services."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Why(TextChoices):
    """Why somebody is on the list; they said so themselves or their guardian did."""

    ALONE = "alone", _("lives alone in old age")
    AGED = "aged", _("aged, the family is away")
    DISABLED = "disabled", _("disabled")
    ILL = "ill", _("ill for long")
    CHILD = "child", _("child left behind")
    HARDSHIP = "hardship", _("family in hardship")
    OTHER = "other", pgettext_lazy("care", "other reason")


class Level(TextChoices):
    """How often somebody is asked after."""

    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")


class Tie(TextChoices):
    """What a contact is to the person."""

    FAMILY = "family", _("family")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    CARER = "carer", _("carer")


class Part(TextChoices):
    """What of an entry opens only during a live alert or with a reason."""

    KEYS = "keys", _("who keeps a key")
    DOOR = "door", _("hints at the door")
    ILLNESS = "illness", _("illness and medicine")
    SCAN = "scan", _("signed consent")
    CONTACTS = "contacts", _("contacts")


class Medium(TextChoices):
    """What a meter measures: water in litres, electricity in kWh."""

    WATER = "water", _("water")
    ELECTRICITY = "electricity", _("electricity")


class Join(TextChoices):
    """How several meters of one home are taken together."""

    AND = "and", _("all of them still")
    OR = "or", _("any of them still")


class AlertKind(TextChoices):
    """What a meter tells."""

    STILL = "still", _("nothing was used for too long")
    HIGH = "high", _("far more is used than usual")
    CALLED = "called", _("raised by a person")


class Ending(TextChoices):
    """What an alert turned out to be."""

    SAFE = "safe", _("safe at home")
    AWAY = "away", _("away from home")
    LEAK = "leak", _("leak or tap left open")
    FAULT = "fault", _("meter fault")
    ILL = "ill", _("ill or hurt, help came")
    OTHER = "other", pgettext_lazy("alert", "other")


#: Endings that say the rule was wrong about the home.
FALSE_ALARMS = (Ending.SAFE, Ending.AWAY, Ending.FAULT)


class CallStep(TextChoices):
    """The order of the call chain."""

    DOOR = "door", _("at the door")
    PERSON = "person", _("call the person")
    CONTACT = "contact", _("call a contact")
    NEIGHBOUR = "neighbour", _("ask a neighbour")
    POST = "post", _("call the responsible post")
    EMERGENCY = "emergency", _("call 120, 119 or 110")


class CallResult(TextChoices):
    """What came of a try."""

    SAFE = "safe", _("reached, all is well")
    AWAY = "away", _("says where the person is")
    NO_ANSWER = "no_answer", _("no answer")
    WRONG = "wrong", _("wrong number")
    HELP = "help", _("help is needed")


#: Tries after which somebody knows how the person is.
REACHED = (CallResult.SAFE, CallResult.AWAY, CallResult.HELP)


class MuteEnd(TextChoices):
    """What ended a mute."""

    DATE = "date", _("the day named")
    RISE = "rise", _("use began again")
    EARLY = "early", pgettext_lazy("mute", "taken back")


class Service(TextChoices):
    """What comes home."""

    BATH_AID = "bath_aid", _("bath aid")
    HANDRAIL = "handrail", _("handrails")
    HAIRCUT = "haircut", _("haircut")
    CLEANING = "cleaning", _("cleaning")
    MEAL = "meal", _("meals brought")
    ERRAND = "errand", _("errands")
    OTHER = "other", pgettext_lazy("service", "other")


class Rhythm(TextChoices):
    """How often a service comes."""

    ONCE = "once", _("once")
    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month")


class Visit(TextChoices):
    """What became of one coming; not at home and refused are outcomes, not failures."""

    DUE = "due", _("to come")
    DONE = "done", _("done")
    NOT_HOME = "not_home", _("not at home")
    REFUSED = "refused", _("not wanted this time")
    MISSED = "missed", _("did not come")
