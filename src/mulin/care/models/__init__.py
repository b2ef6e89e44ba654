"""Rows of care."""

from mulin.care.models.alerts import Alert, Try
from mulin.care.models.meters import Check, Fault, Meter, Mute, Reading, Watch
from mulin.care.models.register import Contact, Entry, Opening
from mulin.care.models.services import Delivery, Plan

__all__ = [
    "Alert",
    "Check",
    "Contact",
    "Delivery",
    "Entry",
    "Fault",
    "Meter",
    "Mute",
    "Opening",
    "Plan",
    "Reading",
    "Try",
    "Watch",
]
