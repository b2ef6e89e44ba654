"""Public cases as Open311 service requests; whoever reported, and what they wrote, stays with the case."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mulin.cases.access import public_cases, visible_to
from mulin.cases.kinds import ENDED, OPEN, Voice
from mulin.cases.models import Case, Words
from mulin.cases.queries.timeline import public_steps
from mulin.catalogue.rules.codes import key_of
from mulin.files.models import Attachment
from mulin.files.queries import photos_of_many
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Organisation
from mulin.places.models import Area, Compound
from mulin.surfaces.open.georeport.answers import Fault, moment
from mulin.surfaces.open.georeport.asked import Asked, span
from mulin.surfaces.open.georeport.services import service_code
from mulin.trail.models import Event
from mulin.ui.cases.tale import station_words

DAYS, MOST, DEEPEST = 90, 1000, 1000
NAMED = ("district_id", "street_id", "community_id")


def listed() -> QuerySet[Case]:
    """Cases that have a public progress page, newest first."""
    return public_cases().select_related("kind", "area").order_by("-id")


def wanted(asked: Asked) -> QuerySet[Case]:
    """What the arguments ask for, one page of it."""
    found = listed()
    if asked.jurisdiction is not None:
        found = found.filter(**{asked.jurisdiction.lineage_column: asked.jurisdiction.pk})
    if ids := asked.many("service_request_id", MOST):
        return found.filter(serial__in=serials(ids))[:MOST]
    found = _by_service(found, asked)
    found = _by_time(found, asked)
    if states := _states(asked):
        found = found.filter(state__in=sorted(states))
    size = asked.whole("page_size", MOST, MOST)
    start = (asked.whole("page", 1, DEEPEST) - 1) * size
    return found[start : start + size]


def serials(ids: list[str]) -> list[int]:
    return [int(one) for one in ids if one.isascii() and one.isdigit() and len(one) < 19]


def _by_service(found: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    codes = asked.many("service_code", 100)
    return found.filter(kind__key__in=[key_of(code) for code in codes]) if codes else found


def _states(asked: Asked) -> set[str]:
    known: dict[str, frozenset[Any]] = {"open": OPEN, "closed": ENDED}
    named = asked.many("status", 10)
    if unknown := [one for one in named if one not in known]:
        raise Fault(400, "status: " + _("“%(word)s” is neither open nor closed.") % {"word": unknown[0]})
    return {str(state) for one in named for state in known[one]}


def _by_time(found: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    after, before = asked.moment("updated_after"), asked.moment("updated_before")
    first, last = asked.moment("start_date"), asked.moment("end_date")
    now = clock.now()
    if after or before:
        found = _updated(found, *span(after, before, now + timedelta(minutes=1), DAYS))
        if first is None and last is None:
            return found
    first, last = span(first, last, now, DAYS)
    return found.filter(created_at__gte=first, created_at__lte=last)


def _updated(found: QuerySet[Case], after: datetime, before: datetime) -> QuerySet[Case]:
    """An ended case was updated when it ended, an open one by its last event."""
    events = Event.objects.filter(subject_kind="case", subject_id=Cast(OuterRef("pk"), CharField()))
    touched = Exists(events.filter(at__gte=after)) & ~Exists(events.filter(at__gt=before))
    return found.filter(
        Q(ended_at__gte=after, ended_at__lte=before) | (Q(state__in=sorted(OPEN)) & Q(touched))
    )


class Shown:
    """A page of cases with the names that their ids stand for: a fixed number of statements."""

    def __init__(self, cases: list[Case], request: HttpRequest, key: Actor | None, *, extended: bool) -> None:
        self.request, self.extended = request, extended
        ids = [case.pk for case in cases]
        texts = [str(pk) for pk in ids]
        events = Event.objects.filter(subject_kind="case", subject_id__in=texts).order_by()
        self.updated = dict(events.values_list("subject_id").annotate(last=Max("at")))
        areas = {pk for case in cases for name in NAMED if (pk := getattr(case, name))}
        self.areas = dict(Area.objects.filter(pk__in=areas).values_list("pk", "name"))
        compounds = {case.compound_id for case in cases if case.compound_id}
        self.compounds = dict(Compound.objects.filter(pk__in=compounds).values_list("pk", "name"))
        holders = {case.holder_org_id for case in cases if case.holder_org_id}
        self.holders = dict(Organisation.objects.filter(pk__in=holders).values_list("pk", "name"))
        self.photos = photos_of_many("case", ids)
        self.words = _own_words(cases, key) if key else {}
        self.stations = station_words()
        self.rows = [self.row(case) for case in cases]

    def row(self, case: Case) -> dict[str, Any]:
        updated = case.ended_at or self.updated.get(str(case.pk)) or case.created_at
        # A home is nobody's business, whatever the kind of matter.
        at_home = case.household_id is not None or case.entrance_id is not None
        photos = [self.address_of(one) for one in self.photos.get(str(case.pk), []) if one.public_checked]
        found: dict[str, Any] = {
            "service_request_id": str(case.serial),
            "status": "open" if case.is_open else "closed",
            "status_notes": self.station(case),
            "service_name": case.kind.name if case.kind else None,
            "service_code": service_code(case.kind) if case.kind else "",
            "description": self.words.get(case.pk),
            "agency_responsible": self.holders.get(case.holder_org_id or 0),
            "service_notice": None,
            "requested_datetime": moment(case.created_at),
            "updated_datetime": moment(updated),
            "expected_datetime": moment(case.promised_by),
            "address": self.where(case),
            "address_id": case.area.code if case.area else None,
            "zipcode": None,
            "lat": None if at_home else case.lat,
            "long": None if at_home else case.lng,
            "media_url": photos[0] if photos else None,
        }
        if self.extended:
            found["extended_attributes"] = {"channel": case.door, "photos": photos}
        return found

    def where(self, case: Case) -> str | None:
        names = [self.areas.get(getattr(case, name) or 0) for name in NAMED]
        names.append(self.compounds.get(case.compound_id or 0))
        return "".join(name for name in names if name) or None

    def station(self, case: Case) -> str:
        if not case.is_open:
            return self.stations["ended"]
        return next(self.stations[name] for name, _past, now in public_steps(case) if now)

    def address_of(self, photo: Attachment) -> str:
        return self.request.build_absolute_uri(f"/photo/{photo.pk}/")


def _own_words(cases: list[Case], key: Actor) -> dict[Any, str]:
    """Descriptions of those cases that the key's post may read."""
    ids = [case.pk for case in cases]
    open_to = visible_to(key).filter(pk__in=ids).values("pk")
    rows = Words.objects.filter(case_id__in=open_to, voice=Voice.TEXT, erased_at=None).order_by("-seq")
    return {row.case_id: row.text[:4000] for row in rows}
