"""A residents' tour in the leader's hand without network: a stop's checklist, a finding beside it, the end."""

from uuid import UUID

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.files.rules import CleanPhoto
from mulin.lib.errors import NotFound, Refusal
from mulin.lib.ids import known_id
from mulin.people.access import Actor
from mulin.rounds.queries.checklists import checklist_of
from mulin.surfaces.field.acts.answers import answers_said, item_labels, of_an_item, photos_of
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.sheets import told
from mulin.tours.access import stop_for, tour_for
from mulin.tours.actions.end_tour import end_tour
from mulin.tours.actions.look import find, look
from mulin.tours.kinds import Addressee
from mulin.tours.models import TourStop
from mulin.tours.queries.findings import findings_of

LOOK, FIND, END, HOME = "look", "find", "end", "/field/tours/"
PHOTOS, MOST_PHOTOS = "photos", 4


def do(sent: Sent, by: Actor) -> Ended:
    """As the pages of the tour do it; a stop that somebody else has looked at meanwhile is not passed over in silence."""
    if sent.verb == END:
        tour = tour_for(by, _id(sent.subject))
        came = [one for one in map(known_id, map(str, sent.data.getlist("came"))) if one is not None]
        end_tour(tour, came=came, by=by)
        return Ended(
            f"{HOME}{tour.pk}/", None, _("The tour has ended; what was found waits for its answers.")
        )
    if sent.verb not in (LOOK, FIND):
        raise NotFound
    stop = stop_for(by, _id(sent.subject))
    if sent.verb == FIND:
        _found(sent, stop, by)
        return Ended(f"{HOME}{stop.tour_id}/", None, _("The finding is handed on."))
    data = {name: str(sent.data.get(name, "")) for name in sent.data}
    given = told(data, photos_of(sent), checklist_of(stop.tour.checklist_id))
    look(stop, answers=given.answers, notes=given.notes, photos=given.photos, by=by, first=True)
    return Ended(f"{HOME}{stop.tour_id}/", None, _("Kept; what is wrong was handed on."))


def _found(sent: Sent, stop: TourStop, by: Actor) -> None:
    photos: list[CleanPhoto] = sent.photos.get(PHOTOS, [])[:MOST_PHOTOS]
    find(
        stop,
        text=str(sent.data.get("text", "")),
        addressee=str(sent.data.get("addressee", "")),
        photos=photos,
        id=sent.id,
        by=by,
    )


def show(sent: Sent, by: Actor) -> Shown:
    """What was sent, and what is known of the stop by now."""
    try:
        if sent.verb == END:
            tour = tour_for(by, _id(sent.subject))
            return Shown(tour.title, _("Who came"), url=f"{HOME}{tour.pk}/")
        stop = stop_for(by, _id(sent.subject))
    except Refusal:
        return Shown(_("a tour that is no longer open to you"), _("Residents' tours"), _said(sent))
    verb = _("Checklist") if sent.verb == LOOK else _("Something the checklist does not ask")
    since = [
        {"what": _("Found here"), "at": one.made_at, "who": "", "said": [one.text or _("(erased)")]}
        for one in findings_of(stop.tour)
        if one.stop_id == stop.pk
    ]
    return Shown(stop.name, verb, _said(sent), since, url=f"{HOME}stops/{stop.pk}/")


def _said(sent: Sent) -> list[tuple[str, str]]:
    if sent.verb == LOOK:
        return answers_said(sent)
    called = _labels(sent)
    whom = str(dict(Addressee.choices).get(str(sent.data.get("addressee") or ""), ""))
    said = {"text": str(sent.data.get("text") or ""), "addressee": whom}
    return [(called[name], value) for name, value in said.items() if value and name in called]


def takes(verb: str, stage: str) -> bool:
    return (verb == LOOK and of_an_item(stage)) or (verb == FIND and stage == PHOTOS)


def _labels(sent: Sent) -> dict[str, str]:
    if sent.verb == LOOK:
        return item_labels(sent)
    return {"text": _("What is wrong"), "addressee": _("Who is to answer it?")} if sent.verb == FIND else {}


def _form(sent: Sent) -> str:
    stop = f"{HOME}stops/{_id(sent.subject)}/"
    return {LOOK: stop, FIND: f"{stop}find/"}.get(sent.verb, "")


def _id(text: str) -> UUID:
    found = known_id(text)
    if found is None:
        raise NotFound
    return found


TOUR = ActKind(do=do, show=show, takes=takes, labels=_labels, form=_form)
