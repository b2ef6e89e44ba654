"""What each organisation that a whistle called has reported, for whoever writes the one answer."""

from dataclasses import dataclass
from datetime import datetime

from mulin.cases.kinds import PartRole, PartState, Voice
from mulin.cases.models import Assignment, Case, Whistle, Words


@dataclass(frozen=True)
class PartResult:
    """One organisation's part; `text` is empty while it has reported nothing."""

    organisation: str
    role: str
    leads: bool
    state: str
    at: datetime | None
    text: str


def part_results(case: Case) -> list[PartResult]:
    """The parts of the latest whistle, who leads first; nothing where none was blown."""
    blown = Whistle.objects.filter(case=case).order_by("-pk").values_list("pk", flat=True).first()
    if blown is None:
        return []
    parts = list(Assignment.objects.filter(whistle_id=blown).select_related("organisation").order_by("pk"))
    said = Words.objects.filter(case=case, voice=Voice.RESULT, assignment_id__in=[part.pk for part in parts])
    texts = dict(said.order_by("seq").values_list("assignment_id", "text"))
    parts.sort(key=lambda part: part.role != PartRole.LEAD)
    return [
        PartResult(
            organisation=part.organisation.name,
            role=str(PartRole(part.role).label),
            leads=part.role == PartRole.LEAD,
            state=str(PartState(part.state).label),
            at=part.done_at,
            text=texts.get(part.pk, ""),
        )
        for part in parts
    ]
