"""“Already reported here?”: open cases near in place, time, kind and words."""

from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from mulin.cases.kinds import OPEN, Voice
from mulin.cases.models import Case, Words
from mulin.lib import clock
from mulin.words.similar import OFFERED, Rarity, Report, score

METRES_A_DEGREE = 111_320.0
NEAR_METRES = 150.0
LOOK_BACK = timedelta(days=60)
CANDIDATES = 60


#: All that is compared of the others; whole rows are read of the likely ones only.
COMPARED = ("id", "created_at", "lng", "lat", "kind__key", "address", "title")
_SAID = Subquery(
    Words.objects.filter(case=OuterRef("pk"), voice=Voice.TEXT, erased_at=None)
    .order_by("seq")
    .values("text")[:1]
)


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
    others = [_as_report(row) for row in found.order_by("-id").values_list(*COMPARED, _SAID)[:CANDIDATES]]
    if not others:
        return []
    asked = _report(case, text or _description(case))
    rarity = Rarity([asked, *others])
    rated = {other.id: score(asked, other, rarity) for other in others}
    likely = sorted(
        (pk for pk, value in rated.items() if value.score >= least), key=lambda pk: -rated[pk].score
    )[:most]
    if not likely:
        return []
    cases = {str(pk): one for pk, one in Case.objects.select_related("kind").in_bulk(likely).items()}
    return [
        Likeness(cases[pk], rated[pk].score, list(rated[pk].reasons), rated[pk].metres)
        for pk in likely
        if pk in cases
    ]


def _description(case: Case) -> str:
    words = Words.objects.filter(case=case, voice=Voice.TEXT, erased_at=None).order_by("seq")
    return words.values_list("text", flat=True).first() or ""


def _as_report(row: tuple[Any, ...]) -> Report:
    pk, at, lng, lat, service, address, title, text = row
    return Report(
        id=str(pk),
        at=at,
        lng=lng,
        lat=lat,
        service=service or "",
        text=text or title,
        address=address,
    )


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
