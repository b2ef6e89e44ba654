"""A finding that is somebody's case goes on as one, through the loop's own door."""

from collections.abc import Sequence
from uuid import uuid5

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.cases.actions.report import Place, report
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import kind_by_key
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.files.kinds import Stage
from mulin.files.queries import content, photos_of
from mulin.files.rules import CleanPhoto
from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.tours.access import leader
from mulin.tours.actions.turn import locked_finding, said_of
from mulin.tours.kinds import FindingState
from mulin.tours.models import Finding

MOST_PHOTOS = 4


@transaction.atomic
def carry(finding: Finding, *, photos: Sequence[CleanPhoto] = (), by: Actor) -> Finding:
    """A case that names the tour and the stop, whether or not an answer came; again changes nothing."""
    found = locked_finding(finding)
    acting = leader(by, found.tour)
    if found.state == FindingState.CARRIED:
        return found
    with translation.override(settings.LANGUAGE_CODE):
        origin = _("Found on: %(round)s") % {"round": found.tour.title}
    case, is_new = report(
        by=acting.acting_for(Duty.CASE_REPORT, found.lineage()) or acting,
        id=uuid5(found.pk, "case"),
        door=Door.INSPECTION,
        title=f"{found.stop.name} {(found.text or found.tour.title).splitlines()[0]}"[:120],
        text="\n".join([found.text or "", origin]).strip(),
        kind=_kind(found.item.opens if found.item else ""),
        place=_place(found),
        urgency=found.item.urgency if found.item else "",
        source_ref=f"tour:{found.pk}",
    )
    if is_new:
        for photo in photos or _kept(found):
            store_photo(photo, owner_kind="case", owner_id=case.pk, stage=Stage.BEFORE, by=acting)
    was, found.state, found.case_id = found.state, FindingState.CARRIED, case.pk
    return said_of(found, "carried", "state", "case_id", by=acting, was=was, facts={"case": str(case.pk)})


def _kept(finding: Finding) -> list[CleanPhoto]:
    """Who handles the case sees what the tour saw."""
    rows = photos_of("tourfinding", finding.pk)[:MOST_PHOTOS]
    return [prepare_photo(content(row).read()) for row in rows]


def _place(finding: Finding) -> Place:
    stop = finding.stop
    thing = stop.thing
    return Place(
        lng=stop.lng,
        lat=stop.lat,
        address=" ".join(filter(None, [stop.name, stop.address]))[:200],
        area=finding.tour.area,
        compound_id=thing.compound_id if thing else None,
        building_id=thing.building_id if thing else None,
    )


def _kind(key: str) -> Kind | None:
    """The kind that is in force; where it is not, or not taken through this door, the desk chooses one."""
    if not key:
        return None
    try:
        kind = kind_by_key(key)
    except NotFound:
        return None
    return kind if kind.selectable and (not kind.doors or Door.INSPECTION in kind.doors) else None
