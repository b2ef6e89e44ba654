"""The closed lists of people: duties, kinds of organisations, scopes, shifts, teams, ties and purposes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Duty(TextChoices):
    """What a post may do. Roles carry duties; nobody has a duty as a person."""

    CASE_REPORT = "case:report", _("report matters")
    CASE_SEE = "case:see", _("see cases")
    CASE_VERIFY = "case:verify", _("verify reports")
    CASE_FILE = "case:file", _("file cases")
    CASE_DISPATCH = "case:dispatch", _("dispatch cases")
    CASE_DESIGNATE = "case:designate", _("designate a handler finally")
    CASE_HANDLE = "case:handle", _("handle cases")
    CASE_CHECK = "case:check", _("check others' handling")
    CASE_CLOSE = "case:close", _("close cases")
    CASE_CALLBACK = "case:callback", _("call reporters back")
    CASE_URGE = "case:urge", _("urge handlers")
    CASE_SUPERVISE = "case:supervise", _("supervise")
    CASE_WHISTLE = "case:whistle", _("blow the whistle")
    CASE_OVERSEE = "case:oversee", _("oversee cases that rose")
    CASE_INSTRUCT = "case:instruct", _("instruct as secretary")
    CASE_MEDIATE = "case:mediate", _("mediate disputes")
    CASE_COMPLAINT = "case:complaint", _("look into complaints about staff")
    CARE_SEE = "care:see", _("see care data")
    PERSON_SEE = "person:see", _("see persons, masked")
    PERSON_EDIT = "person:edit", _("keep persons' data")
    PERSON_UNMASK = "person:unmask", _("unmask a person's data with a reason")
    HOUSEHOLD_SERVE = "household:serve", _("answer for households")
    CAMPAIGN_RUN = "campaign:run", _("run campaigns")
    CAMPAIGN_DO = "campaign:do", _("work on a campaign's targets")
    CAMPAIGN_SEE = "campaign:see", _("see how campaigns stand")
    OUTREACH_HOLD = "outreach:hold", _("hold publicity and service weeks")
    DIARY_WRITE = "diary:write", _("keep the diary of concerns")
    DIARY_REVIEW = "diary:review", _("review the diary of concerns")
    ROUND_PLAN = "round:plan", _("plan rounds")
    ROUND_DO = "round:do", _("go on rounds")
    ROUND_SEE = "round:see", _("see rounds and what they cover")
    TOUR_KEEP = "tour:keep", _("keep the representatives and plan residents' tours")
    TOUR_LEAD = "tour:lead", _("lead residents' tours")
    THING_KEEP = "thing:keep", _("keep the register of things")
    POST_MANAGE = "post:manage", _("manage posts and organisations")
    AREA_MANAGE = "area:manage", _("manage areas")
    CATALOGUE_MANAGE = "catalogue:manage", _("manage the catalogue")
    IMPORT_RUN = "import:run", _("run imports")
    AUDIT_SEE = "audit:see", _("search the history")
    OUTBOX_SEE = "outbox:see", _("see notices sent")
    SCREEN_SEE = "screen:see", _("see the command view")
    KEY_MANAGE = "key:manage", _("manage keys of programs")
    ACCOUNT_MANAGE = "account:manage", _("manage accounts")


# Opened by a post that names them, never by rank: no role of a leader may carry one.
NAMED_DUTIES = frozenset({Duty.CASE_MEDIATE, Duty.CASE_COMPLAINT, Duty.CARE_SEE})


# Whoever gives a post with one of these must hold it over the same places.
MANAGING_DUTIES = frozenset(
    {
        Duty.POST_MANAGE,
        Duty.AREA_MANAGE,
        Duty.CATALOGUE_MANAGE,
        Duty.IMPORT_RUN,
        Duty.AUDIT_SEE,
        Duty.OUTBOX_SEE,
        Duty.KEY_MANAGE,
        Duty.ACCOUNT_MANAGE,
    }
)


class SecretaryLevel(TextChoices):
    """Whom the secretary's direct line reaches, the nearest first."""

    COMPOUND = "compound", pgettext_lazy("secretary", "compound")
    COMMUNITY = "community", pgettext_lazy("secretary", "community")
    STREET = "street", pgettext_lazy("secretary", "street")
    COUNTY = "county", pgettext_lazy("secretary", "county")


class OrganisationKind(TextChoices):
    """What an organisation is; firms and merchants report and are subjects as people are."""

    PARTY = "party", _("party organisation")
    GOVERNMENT = "government", _("government")
    STREET = "street", _("street office")
    COMMUNITY = "community", _("community committee")
    DEPARTMENT = "department", _("department")
    UTILITY = "utility", _("utility")
    PROPERTY = "property", _("property firm")
    OWNERS = "owners", _("owners' committee")
    VOLUNTEER = "volunteer", _("volunteer organisation")
    ALLIANCE = "alliance", _("alliance")
    FIRM = "firm", _("firm")
    MERCHANT = "merchant", _("merchant")
    JUDICIAL = "judicial", _("court, police or lawyers on call")
    HOTLINE = "hotline", _("hotline centre")


class ScopeKind(TextChoices):
    """Over what a post reaches."""

    EVERYWHERE = "everywhere", _("the whole installation")
    AREA = "area", _("area")
    COMPOUND = "compound", _("compound")
    BUILDING = "building", _("building")
    HOUSEHOLD = "household", _("household")


class ShiftKind(TextChoices):
    """Which watch of the roster."""

    DAY = "day", _("day")
    NIGHT = "night", _("night")
    WHOLE = "whole", _("day and night")


class Absence(TextChoices):
    """Why a deputy stands in."""

    LEAVE = "leave", _("leave")
    ILLNESS = "illness", _("illness")
    TRAINING = "training", _("training")
    SECONDED = "seconded", _("seconded elsewhere")
    VACANT = "vacant", _("post vacant")


class TeamKind(TextChoices):
    """What a team is for."""

    MICRO = "micro", _("micro-team 1+3+N")
    JOINT = "joint", _("joint team")
    SERVICE = "service", _("service team")


class TeamPart(TextChoices):
    """What a member is in the team: the 1, the 3 and the N."""

    LINKING = "linking", _("linking member")
    PROPERTY = "property", _("property worker")
    VOLUNTEER = "volunteer", _("volunteer")
    PARTNER = "partner", _("co-building unit's member")
    HOUSEHOLD = "household", _("household")
    MEMBER = "member", _("member")


class Gender(TextChoices):
    """As the person gives it."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    UNSAID = "unsaid", _("not said")


class Relation(TextChoices):
    """What a person is in the household."""

    HEAD = "head", _("head of household")
    SPOUSE = "spouse", _("spouse")
    CHILD = "child", _("child")
    PARENT = "parent", _("parent")
    GRANDPARENT = "grandparent", _("grandparent")
    GRANDCHILD = "grandchild", _("grandchild")
    SIBLING = "sibling", _("brother or sister")
    TENANT = "tenant", _("tenant")
    OTHER = "other", _("other")


class PersonField(TextChoices):
    """The closed list of what may be kept of a person."""

    NAME = "name", _("name")
    PHONE = "phone", _("phone")
    ID_NUMBER = "id_number", _("identity number")
    GENDER = "gender", _("gender")
    BIRTH_DATE = "birth_date", _("date of birth")
    CONTACT_NOTES = "contact_notes", _("how to make contact")


class CareSight(TextChoices):
    """What of a care entry was looked at; kept with the looks, never with the person."""

    ENTRY = "care", _("care entry")
    KEYS = "care_keys", _("who keeps a key")
    DOOR = "care_door", _("hints at the door")
    ILLNESS = "care_illness", _("illness and medicine")
    SCAN = "care_scan", _("signed consent")
    CONTACTS = "care_contacts", _("contacts")


SIGHTS = [*PersonField.choices, *CareSight.choices]


class LookReason(TextChoices):
    """Why personal data were opened."""

    CASE = "case", _("for a case")
    VISIT = "visit", _("before a visit")
    EMERGENCY = "emergency", _("danger to the person")
    CORRECTION = "correction", _("correcting the data")
    REQUEST = "request", _("the person asked")
    CARE = "care", _("looking after the person")


class Purpose(TextChoices):
    """What a person may consent to."""

    CONTACT = "contact", _("being contacted about community matters")
    SHARE_CONTACT = "share_contact", _("giving the phone number to the handler")
    CARE = "care", _("being on the care list")
    METER = "meter", _("meter readings for the welfare alert")
    PHOTO = "photo", _("showing photos publicly")
    PUBLISH = "publish", _("publishing one's name")


#: What shows by itself that somebody is cared for.
OF_CARE = (Purpose.CARE, Purpose.METER)


class Means(TextChoices):
    """How consent was given."""

    ONLINE = "online", _("in the app")
    PAPER = "paper", _("signed on paper")
    SPOKEN = "spoken", _("spoken before a witness")
