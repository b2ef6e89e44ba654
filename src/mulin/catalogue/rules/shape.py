"""What a kind's fields must be to fit together."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.catalogue.kinds import NAMED_TRACKS, Concern, Door, Secrecy, Severity, Track, Urgency

Faults = dict[str, str | Promise]
KIND_FIELDS = (
    *("name", "description", "keywords", "examples", "doors", "ranks", "track", "concern", "secrecy"),
    *("public", "severity", "urgency", "photos_before", "photos_after", "filing_condition"),
    *("closing_condition", "call_first", "lead_role", "lead_unit", "selectable", "position"),
)
STANDARD_FIELDS = (
    *("filing_condition", "closing_condition", "limit_amount", "limit_unit", "limit_note", "limit_text"),
    *("legal_basis", "responsible", "responsible_units", "supervisor", "supervising_units"),
)
CHOICES = {
    "track": Track,
    "concern": Concern,
    "secrecy": Secrecy,
    "severity": Severity,
    "urgency": Urgency,
}
MOST_PHOTOS = 9
LONGEST_WORDS = 200
LONGEST_PATH = 400
LONGEST = {"name": 120, "call_first": 12, "lead_role": 40, "lead_unit": 60}


def faults(kind: Mapping[str, Any]) -> Faults:
    """Each field that is wrong with its mend; empty when all fit."""
    found: Faults = {}
    if not str(kind["name"]).strip():
        found["name"] = _("Give the kind a name.")
    for field, longest in LONGEST.items():
        if len(str(kind[field])) > longest:
            found[field] = _("At most %(most)d characters.") % {"most": longest}
    for field in ("keywords", "examples"):
        if any(len(words) > LONGEST_WORDS for words in kind[field]):
            found[field] = _("At most %(most)d characters each.") % {"most": LONGEST_WORDS}
    for field, choices in CHOICES.items():
        if kind[field] not in choices.values:
            found[field] = _("Choose one of: %(values)s") % {"values": ", ".join(choices.values)}
    if set(kind["doors"]) - set(Door.values):
        found["doors"] = _("Choose among: %(values)s") % {"values": ", ".join(Door.values)}
    if not all(isinstance(rank, int) and 1 <= rank <= 7 for rank in kind["ranks"]):
        found["ranks"] = _("Ranks are numbers from 1 (province) to 7 (micro-grid).")
    for field in ("photos_before", "photos_after"):
        if not 0 <= int(kind[field]) <= MOST_PHOTOS:
            found[field] = _("Between 0 and %(most)d photos.") % {"most": MOST_PHOTOS}
    return found or _mismatches(kind)


def _mismatches(kind: Mapping[str, Any]) -> Faults:
    found: Faults = {}
    if Door.RIDER in kind["doors"] and kind["concern"] not in (Concern.PLACE, Concern.THING):
        found["doors"] = _("Riders report places and things only, never people.")
    if kind["public"] and kind["secrecy"] != Secrecy.PUBLIC:
        found["public"] = _("Only an open kind can have a public progress page.")
    if kind["track"] in NAMED_TRACKS and kind["secrecy"] != Secrecy.CONFIDENTIAL:
        found["secrecy"] = _("Mediation, care and complaints about staff are for named posts only.")
    return found
