"""A service request that was posted, turned into a case."""

from collections.abc import Sequence
from typing import IO
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.files.rules import CleanPhoto
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.places.queries import area_by_code
from mulin.surfaces.open.georeport.answers import Fault
from mulin.surfaces.open.georeport.asked import Asked
from mulin.surfaces.open.georeport.services import service
from mulin.surfaces.open.reporter import reporter_of
from mulin.ui.cases.given import named_place

LONGEST_DESCRIPTION, LONGEST_ADDRESS, LONGEST_URL, MOST_PHOTOS = 4000, 200, 2000, 9


def take_in(asked: Asked, uploads: Sequence[IO[bytes]], by: Actor) -> Case:
    """The new case; nothing is kept when any part of it is refused."""
    kind = _kind(asked)
    place = _place(asked)
    text = _text(asked, kind)
    if len(uploads) > MOST_PHOTOS:
        raise Fault(400, "media: " + _("At most %(most)d photos at once.") % {"most": MOST_PHOTOS})
    photos = [_photo(upload) for upload in uploads]
    with transaction.atomic():
        people = People(reporter=_reporter(asked, by))
        case, _new = report(by=by, door=Door.OPEN311, text=text, kind=kind, place=place, people=people)
        for photo in photos:
            store_photo(photo, owner_kind="case", owner_id=str(case.pk), stage="before", by=by)
    case.refresh_from_db(fields=["serial"])
    return case


def _kind(asked: Asked) -> Kind:
    code = asked.text("service_code")
    if not code:
        raise Fault(400, "service_code: " + _("Please fill in this field."))
    kind = service(code, asked.jurisdiction)
    if kind is None:
        raise Fault(404, "service_code: " + _("There is no kind with this code."))
    return kind


def _place(asked: Asked) -> Place:
    lat, lng = asked.degree("lat", 90), asked.degree("long", 180)
    address, address_id = asked.text("address_string", LONGEST_ADDRESS), asked.text("address_id")
    if (lat is None) != (lng is None):
        missing = "lat" if lat is None else "long"
        raise Fault(400, f"{missing}: " + _("Longitude and latitude go together."))
    if lat is not None:
        return Place(lng=lng, lat=lat, address=address)
    if address_id:
        try:
            return Place(area=area_by_code(address_id), address=address)
        except NotFound as error:
            raise Fault(400, "address_id: " + _("There is no area with this code.")) from error
    if not address:
        said = _("Say where: lat and long, address_string or address_id.")
        raise Fault(400, "lat, long, address_string: " + said)
    return named_place(address)


def _text(asked: Asked, kind: Kind) -> str:
    text = asked.text("description", LONGEST_DESCRIPTION) or kind.name
    url = asked.text("media_url", LONGEST_URL)
    if not url:
        return text
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise Fault(400, "media_url: " + _("An address that begins with https:// or http://."))
    return f"{text}\n{url}"


def _photo(upload: IO[bytes]) -> CleanPhoto:
    try:
        return prepare_photo(upload)
    except BadInput as refusal:
        raise Fault(400, f"media: {refusal.message}") from refusal


def _reporter(asked: Asked, by: Actor) -> Person | None:
    """Family name first, without a blank between names that are Chinese."""
    last, first = asked.text("last_name", 60), asked.text("first_name", 60)
    blank = " " if (last + first).isascii() else ""
    name = blank.join(part for part in (last, first) if part)
    email = asked.text("email", 200)
    return reporter_of(name, asked.text("phone", 40), by, not_named=_("not named"), notes=email)
