"""“Already reported here?”: open cases near in place, time, kind and words."""

from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians
from uuid import UUID

from django.db.models import QuerySet

from mulin.cases.kinds import OPEN, Voice
from mulin.cases.models import Case, Words
from mulin.lib import clock
from mulin.words.similar import OFFERED, Rarity, Report, score

METRES_A_DEGREE = 111_320.0
NEAR_METRES = 150.0
LOOK_BACK = timedelta(days=60)
CANDIDATES = 60


@dataclass(frozen=True)
class Likeness:
    """A case that may be the same matter, how sure, and what speaks for it."""

    case: Case
    score: float
    reasons: list[str]
    metres: float


def near(found: QuerySet[Case], lng: float, lat: float, metres: float = NEAR_METRES) -> QuerySet[Case]:
    """Cases in a square of twice `metres` around a point."""
    up = metres / METRES_A_DEGREE
    aside = up / max(cos(radians(lat)), 0.01)
    return found.filter(lat__range=(lat - up, lat + up), lng__range=(lng - aside, lng + aside))


def similar_to(
    case: Case, among: QuerySet[Case], least: float = OFFERED, most: int = 5, text: str = ""
) -> list[Likeness]:
    """The likeliest repeats of a case (saved or not) among cases the asker may see.

    `text` is what an unsaved case will say; of saved ones the description is read.
    """
    found = among.filter(state__in=sorted(OPEN), created_at__gte=clock.now() - LOOK_BACK).exclude(pk=case.pk)
    if case.community_id is not None:
        found = found.filter(community_id=case.community_id)
    if case.lng is not None and case.lat is not None:
        found = near(found, case.lng, case.lat)
    elif case.building_id is not None:
        found = found.filter(building_id=case.building_id)
    elif case.community_id is None:
        return []
    others = list(found.select_related("kind").order_by("-id")[:CANDIDATES])
    said = _descriptions([case, *others])
    asked = _report(case, text or said.get(case.pk, ""))
    reports = {other.pk: _report(other, said.get(other.pk, "")) for other in others}
    rarity = Rarity([asked, *reports.values()])
    rated = [(score(asked, reports[other.pk], rarity), other) for other in others]
    likely = [
        Likeness(other, value.score, list(value.reasons), value.metres)
        for value, other in rated
        if value.score >= least
    ]
    return sorted(likely, key=lambda likeness: -likeness.score)[:most]


def _descriptions(cases: list[Case]) -> dict[UUID, str]:
    rows = Words.objects.filter(case__in=[case.pk for case in cases], voice=Voice.TEXT, erased_at=None)
    return dict(rows.values_list("case_id", "text"))


def _report(case: Case, text: str) -> Report:
    return Report(
        id=str(case.pk),
        at=case.created_at,
        lng=case.lng,
        lat=case.lat,
        service=case.kind.key if case.kind else "",
        text=text or case.title,
        address=case.address,
    )
