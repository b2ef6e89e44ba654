"""A report that came by the API, turned into a case."""

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from mulin.cases.access import visible_to
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.cases.rules import why_not_foreign
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import kind_by_key
from mulin.lib.coordinates import to_wgs84
from mulin.lib.errors import BadInput, Conflict, NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.people.queries import secretaries_of, written_to
from mulin.places.queries import area_by_code, locate
from mulin.surfaces.open.api.schemas import NewCase
from mulin.surfaces.open.reporter import reporter_of

#: Doors of people, not of programs; through these somebody reports as themselves.
OWN = frozenset({Door.RESIDENT, Door.RIDER, Door.SECRETARY})
NEVER = frozenset({Door.IMPORT_, Door.METER})


def take_in(given: NewCase, by: Actor, *, by_key: bool) -> tuple[Case, bool]:
    """The case and whether it is new; two at once with the same id or reference are one."""
    door = door_of(given.door, by, by_key=by_key)
    if not_foreign := why_not_foreign(given.source_ref):
        raise BadInput(fields={"source_ref": not_foreign})
    place = place_of(given)
    arguments: dict[str, Any] = {
        "by": by,
        "door": door,
        "text": given.text,
        "title": given.title,
        "id": given.id,
        "kind": kind_of(given.kind),
        "place": place,
        "urgency": given.urgency,
        "captured_at": given.captured_at,
        "source_ref": given.source_ref,
        "secretary": secretary_of(given, door, place),
    }
    if known := _sent_before(given, door, by):
        return known, False
    people = People(
        reporter=_reporter(given, by),
        contact_open=given.contact_open,
        reply_wanted=given.reply_wanted,
    )
    try:
        return report(**arguments, people=people)
    except IntegrityError:
        # The same report came in by another connection meanwhile.
        if known := _sent_before(given, door, by):
            return known, False
        return report(**arguments, people=people)


def door_of(asked: str, by: Actor, *, by_key: bool) -> str:
    """The way in: a program's is its own, a person's is theirs unless a post gives another."""
    if not asked:
        return Door.API if by_key else Door.STAFF if by.may(Duty.CASE_REPORT) else Door.RESIDENT
    wrong = asked in NEVER or (by_key and asked in OWN) or (not by.posts and asked not in OWN)
    if wrong:
        raise BadInput(fields={"door": _("You cannot report through this door.")})
    return asked


def kind_of(code: str) -> Kind | None:
    if not code:
        return None
    try:
        return kind_by_key(code)
    except NotFound as error:
        raise BadInput(fields={"kind": _("There is no kind with this code.")}) from error


def place_of(given: NewCase) -> Place:
    if (given.lng is None) != (given.lat is None):
        missing = "lat" if given.lat is None else "lng"
        raise BadInput(fields={missing: _("Longitude and latitude go together.")})
    lng, lat = given.lng, given.lat
    if lng is not None and lat is not None:
        lng, lat = to_wgs84(lng, lat, given.crs)
    area = None
    if given.area:
        try:
            area = area_by_code(given.area)
        except NotFound as error:
            raise BadInput(fields={"area": _("There is no area with this code.")}) from error
    return Place(lng=lng, lat=lat, accuracy=given.accuracy, address=given.address, area=area)


def secretary_of(given: NewCase, door: str, place: Place) -> Post | None:
    """Whom the door of the secretary's line reaches there."""
    if door != Door.SECRETARY:
        if given.secretary:
            raise BadInput(
                fields={"secretary": _("Only the secretary's direct line is written to a secretary.")}
            )
        return None
    area = place.area
    if area is None and place.lng is not None and place.lat is not None:
        area = locate(place.lng, place.lat).area
    return written_to(given.secretary, secretaries_of(area, place.compound_id), placed=area is not None)


def _reporter(given: NewCase, by: Actor) -> Any:
    if given.reporter is None:
        return None
    return reporter_of(given.reporter.name, given.reporter.phone, by, not_named=_("not named"))


def _sent_before(given: NewCase, door: str, by: Actor) -> Case | None:
    """The case that this door has taken in under the same reference."""
    if not given.source_ref:
        return None
    known = Case.objects.filter(door=door, source_ref=given.source_ref).first()
    if known is None or known.pk == given.id:
        return None
    if not visible_to(by).filter(pk=known.pk).exists():
        raise Conflict(fields={"source_ref": _("This reference was sent before.")})
    return known
