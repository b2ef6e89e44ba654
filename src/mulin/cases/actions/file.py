"""A report becomes a case: kind, standard, urgency and the whole promise are fixed (立案)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.turn import Turn, begin
from mulin.cases.kinds import State, Verb
from mulin.cases.models import Case
from mulin.catalogue.kinds import Link, Track
from mulin.catalogue.models import Kind, Standard
from mulin.lib.errors import BadInput
from mulin.people.access import Actor

FIELDS = ("kind", "standard", "urgency", "secrecy", "track", "filed_at", "promised_by")


@transaction.atomic
def file(
    case: Case,
    *,
    by: Actor,
    kind: Kind | None = None,
    standard: Standard | None = None,
    urgency: str = "",
    expected_version: int | None = None,
) -> Case:
    """File under a kind, and a filing standard where the kind has several; a placed case only."""
    turn = begin(case, Verb.FILE, by, expected_version=expected_version)
    classify(turn, kind, standard, urgency)
    if turn.case.area_id is None:
        raise BadInput(fields={"area": _("Say first where it is: choose an area on the map or in the list.")})
    turn.move(State.FILED)
    turn.case.filed_at = turn.now
    turn.timing.stop(Link.WHOLE)
    turn.case.promised_by = turn.timing.start(Link.WHOLE).due_at
    turn.done(*FIELDS, facts={"kind": turn.case.kind_id, "standard": turn.case.standard_id})
    return turn.case


def classify(turn: Turn, kind: Kind | None, standard: Standard | None, urgency: str) -> None:
    """Set kind, standard and urgency of the locked case, or say what is missing."""
    row = turn.case
    row.kind = kind or row.kind
    if row.kind is None:
        raise BadInput(fields={"kind": _("Choose what kind of matter it is.")})
    if not row.kind.selectable:
        raise BadInput(fields={"kind": _("Choose one of the kinds below this heading.")})
    stays_with_care(row, row.kind)
    if standard is not None and standard.kind_id != row.kind.pk:
        raise BadInput(fields={"standard": _("This filing standard belongs to another kind.")})
    row.standard = standard if standard is not None or kind is not None else row.standard
    row.urgency = urgency or row.urgency
    row.track, row.secrecy = row.kind.track, row.kind.secrecy


def stays_with_care(row: Case, kind: Kind | None) -> None:
    """What is about somebody cared for is of no kind that others read."""
    if row.cared_for_id is not None and (kind is None or kind.track != Track.CARE):
        raise BadInput(fields={"kind": _("This is about somebody cared for: choose a kind of care.")})


@transaction.atomic
def reclassify(
    case: Case,
    *,
    by: Actor,
    kind: Kind,
    standard: Standard | None = None,
    urgency: str = "",
    expected_version: int | None = None,
) -> Case:
    """Change the kind; running clocks keep what was promised, later links follow the new kind."""
    turn = begin(case, Verb.RECLASSIFY, by, expected_version=expected_version)
    before = turn.case.kind_id
    classify(turn, kind, standard, urgency)
    turn.done(*FIELDS[:5], facts={"from": before, "to": turn.case.kind_id})
    return turn.case
