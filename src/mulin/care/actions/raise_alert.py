"""An alert becomes a case with minute clocks, at once with the nearest post named for care."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.care.kinds import AlertKind
from mulin.care.models import Alert, Entry, Watch
from mulin.care.queries.nearest import posts_near
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door, Secrecy, Track
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import kind_by_key
from mulin.lib import clock
from mulin.lib.errors import NotFound, Refusal
from mulin.people.access import Actor
from mulin.places.models import Household
from mulin.trail.record import record

log = logging.getLogger(__name__)
WATCH = Actor.system("meter watch")
KIND = "MUL:1008"


@transaction.atomic
def raise_alert(
    entry: Entry, *, kind: str, still_from: datetime, watch: Watch | None = None, by: Actor = WATCH
) -> Alert:
    """The same stillness raised again gives the alert it has, while that is open."""
    same = Alert.objects.filter(watch=watch, kind=kind, still_from=still_from, closed_at=None)
    present = same.first() if watch else None
    if present is not None:
        return present
    alert = Alert(entry=entry, watch=watch, kind=kind, still_from=still_from, raised_at=clock.now())
    case = _case(entry, kind)
    alert.case_id = case.pk if case else None
    alert.save(force_insert=True)
    record("alert.raised", alert, by=by, fields={"entry": str(entry.pk), "kind": str(kind)})
    return alert


def alert_kind() -> Kind | None:
    """The catalogue's kind for alerts; only one that is closed to all but named posts will do."""
    try:
        kind = kind_by_key(KIND)
    except NotFound:
        return None
    return kind if (kind.track, kind.secrecy) == (Track.CARE, Secrecy.CONFIDENTIAL) else None


def _case(entry: Entry, kind: str) -> Case | None:
    filed_as = alert_kind()
    if filed_as is None:
        return None
    household = entry.household
    with translation.override(settings.LANGUAGE_CODE):
        title, text = _words(kind)
    place = Place(
        address=address_of(household),
        area=household.area,
        compound_id=entry.compound_id,
        building_id=entry.building_id,
        entrance_id=household.entrance_id,
        household_id=household.pk,
    )
    people = People(cared_for_id=entry.person_id, only_post_ids=entry.only_post_ids)
    try:
        with transaction.atomic():
            case, _new = report(
                by=WATCH, door=Door.METER, kind=filed_as, title=title, text=text, place=place, people=people
            )
            case = file(case, by=WATCH)
    except Refusal as refusal:
        # An alert without a case is named by `mulin verify`; the posts named for care are told all the same.
        log.warning("no case for an alert of care: %s", refusal.code)
        return None
    return _sent(case, entry)


def _sent(case: Case, entry: Entry) -> Case:
    """With the nearest post that takes it; where none does it stays filed, before all that are named for care."""
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Nearest on duty among the posts named for care.")
    for post in posts_near(entry, clock.now()):
        try:
            return dispatch(case, by=WATCH, organisation=post.organisation, post=post, reason=reason)
        except Refusal as refusal:
            log.info("an alert of care goes on to the next post: %s", refusal.code)
    return case


def _words(kind: str) -> tuple[str, str]:
    if kind == AlertKind.HIGH:
        return _("Unusually high use at a watched home"), _(
            "Far more is used than usual: a leak, or a tap left open."
        )
    if kind == AlertKind.CALLED:
        return _("A cared-for person cannot be reached"), _(
            "Calls were not answered. Please go to the door at once."
        )
    return _("Nothing used at a watched home"), _(
        "The meters stand still past the agreed time. Please go to the door at once."
    )


def address_of(household: Household) -> str:
    """Building, entrance and door as one line."""
    entrance = household.entrance
    return f"{entrance.building.name}{entrance.name}{household.door}"
