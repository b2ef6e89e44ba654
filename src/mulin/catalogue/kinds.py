"""Words of the catalogue: tracks, doors, links and degrees."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("in force")
    RETIRED = "retired", _("replaced")


class Track(models.TextChoices):
    """Which way through the loop a kind of matter takes."""

    LOOP = "loop", _("handling")
    ENQUIRY = "enquiry", _("enquiry")
    THANKS = "thanks", _("thanks")
    EMERGENCY = "emergency", _("emergency")
    MEDIATION = "mediation", _("mediation")
    STAFF_COMPLAINT = "staff_complaint", _("complaint about staff")
    ERRAND = "errand", _("errand")
    CARE = "care", _("care")


class Secrecy(models.TextChoices):
    PUBLIC = "public", _("open")
    INTERNAL = "internal", _("internal")
    CONFIDENTIAL = "confidential", _("named posts only")


class Concern(models.TextChoices):
    """What a matter is about; never a named person's conduct, save the last three."""

    PLACE = "place", _("a place")
    THING = "thing", _("a thing")
    SERVICE = "service", _("a service")
    DISPUTE = "dispute", _("a dispute")
    CARE = "care", _("a care need")
    STAFF = "staff", _("staff")


class Severity(models.TextChoices):
    GENERAL = "general", _("general")
    SIGNIFICANT = "significant", _("significant")
    MAJOR = "major", _("major")


class Urgency(models.TextChoices):
    NORMAL = "normal", _("normal")
    FAIRLY_URGENT = "fairly_urgent", _("fairly urgent")
    URGENT = "urgent", _("urgent")
    EXTREMELY_URGENT = "extremely_urgent", _("extremely urgent")


class Door(models.TextChoices):
    """Where a matter came in."""

    RESIDENT = "resident", _("resident's page")
    RIDER = "rider", _("rider or courier")
    PATROL = "patrol", _("patrol")
    WALK_IN = "walk_in", _("walk-in")
    PHONE = "phone", _("call to the worker")
    HOTLINE = "hotline", _("12345 hotline")
    SECRETARY = "secretary", _("secretary's direct line")
    COUNCIL = "council", _("residents' council")
    INSPECTION = "inspection", _("inspection")
    METER = "meter", _("meter alert")
    PROPERTY = "property", _("property firm")
    CHAT_GROUP = "chat_group", _("chat group")
    STAFF = "staff", _("staff")
    API = "api", _("program")
    OPEN311 = "open311", _("Open311")
    IMPORT_ = "import", _("import")


class Link(models.TextChoices):
    """A step of the loop that has its own clock."""

    VERIFY = "verify", _("verify")
    FILE = "file", _("file")
    DISPATCH = "dispatch", _("dispatch")
    ACCEPT = "accept", _("accept")
    HANDLE = "handle", _("handle")
    CHECK = "check", _("check")
    CLOSE = "close", _("close")
    WHOLE = "whole", _("whole promise")
    OVERSEER_DECIDE = "overseer_decide", _("overseer's decision")
    CALLBACK = "callback", _("call back")
    REPORTER_REPLY = "reporter_reply", _("reporter's reply")
    REPORT_IN = "report_in", _("report in")
    INSTRUCTION = "instruction", _("instruction")


class RouteVia(models.TextChoices):
    """Why a matter went where it went."""

    DUTY = "duty", _("duty row")
    DEFAULT = "default", _("default of the kind")
    FALLBACK = "fallback", _("stays with the dispatcher")


# Opened by a duty that a post names, never by rank or tree.
NAMED_TRACKS = frozenset({Track.MEDIATION, Track.STAFF_COMPLAINT, Track.CARE})
