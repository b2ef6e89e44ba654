"""Cases as rows of a table for whoever reports on them: no reporter, and names and numbers in the words masked."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import OuterRef, Subquery

from mulin.cases.kinds import Voice
from mulin.cases.models import Case, Words
from mulin.catalogue.kinds import Secrecy, Track
from mulin.lib.clock import LOCAL
from mulin.lib.masking import mask_text
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE

Cell = str | int | float | bool | datetime | None
FIRST = (
    "number",
    "kind",
    "kind_name",
    "area",
    "area_name",
    "text",
    "reply",
    "id",
    "title",
    "door",
    "source_ref",
)
STANDS = ("track", "urgency", "state", "close_reason", "satisfaction", "address")
MOMENTS = ("created_at", "filed_at", "handled_at", "ended_at", "promised_by")
COUNTS = ("returns", "reworks", "reopenings", "extensions", "urgings")
HEADING: dict[str, type] = {
    **dict.fromkeys(FIRST + STANDS, str),
    **dict.fromkeys(MOMENTS, datetime),
    **dict.fromkeys(("lng", "lat"), float),
    "late": bool,
    **dict.fromkeys(COUNTS, int),
}
MASKED = frozenset({"title", "address"})
#: What confidential matters are about stays with the posts named for them.
SPOKEN = MASKED | {"text", "reply", "lng", "lat"}


def export_rows(area: Area | None, since: date | None, until: date | None) -> Iterator[tuple[Cell, ...]]:
    """Oldest first, read in pieces."""
    found = Case.objects.select_related("kind", "area").order_by("id")
    # Where somebody was cared for, and when, is for the posts named for it alone.
    found = found.exclude(track=Track.CARE, secrecy=Secrecy.CONFIDENTIAL)
    if area is not None:
        found = found.filter(**{LINEAGE[Rank(area.rank)]: area.pk})
    if since is not None:
        found = found.filter(created_at__gte=datetime.combine(since, time.min, LOCAL))
    if until is not None:
        found = found.filter(created_at__lte=datetime.combine(until, time.max, LOCAL))
    found = found.annotate(text=_said(Voice.TEXT), reply=_said(Voice.REPLY))
    for case in found.iterator(chunk_size=1000):
        yield tuple(_cell(case, name) for name in HEADING)


def _said(voice: Voice) -> Subquery:
    said = Words.objects.filter(case_id=OuterRef("pk"), voice=voice).order_by("seq")
    return Subquery(said.values("text")[:1])


def _cell(case: Case, name: str) -> Cell:
    if name in SPOKEN and case.secrecy == Secrecy.CONFIDENTIAL:
        return ""
    if name in {"text", "reply"}:
        return mask_text(getattr(case, name) or "")
    if name == "kind":
        return case.kind.key if case.kind else ""
    if name == "kind_name":
        return case.kind.name if case.kind else ""
    if name == "area":
        return case.area.code if case.area else ""
    if name == "area_name":
        return case.area.name if case.area else ""
    value = str(case.pk) if name == "id" else getattr(case, name)
    if isinstance(value, datetime):
        return value.astimezone(LOCAL)
    return mask_text(value) if name in MASKED else value
