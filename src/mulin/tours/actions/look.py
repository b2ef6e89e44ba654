"""A stop is looked at: its checklist filled in, and what is wrong handed on; or a finding beside the checklist."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.files.actions.store import store_photo
from mulin.files.kinds import Stage
from mulin.files.rules import CleanPhoto
from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.rounds.actions.answering import Answered, answered
from mulin.rounds.kinds import AnswerKind
from mulin.rounds.models import Item
from mulin.rounds.queries.checklists import checklist_of
from mulin.tours.access import leader
from mulin.tours.actions.carry import carry
from mulin.tours.actions.plan_tour import MOST_DAYS
from mulin.tours.actions.turn import in_state, locked, said_of, told
from mulin.tours.kinds import Addressee, StopKind, TourState
from mulin.tours.models import Finding, Tour, TourStop
from mulin.tours.rules import clean
from mulin.trail.record import done_at

#: Signatures and free words are no answers to count; photos stand by themselves.
UNCOUNTED = frozenset({AnswerKind.NOTE, AnswerKind.PHOTO, AnswerKind.SIGNATURE})
Photos = Mapping[str, Sequence[CleanPhoto]]


@transaction.atomic
def look(
    stop: TourStop,
    *,
    answers: Mapping[str, str],
    notes: Mapping[str, str],
    photos: Photos,
    by: Actor,
    first: bool = False,
) -> TourStop:
    """Every failing answer is a finding; one with an urgency becomes a case at once. Looked at once: again changes nothing.

    `first`: whoever sends it knows of nobody who was there before; Conflict when somebody was.
    """
    tour, acting = _open(stop, by)
    stop = TourStop.objects.get(pk=stop.pk)
    if stop.seen_at is not None and first:
        raise Conflict(_("This stop was looked at meanwhile."))
    if stop.seen_at is not None:
        return stop
    replies = answered(checklist_of(tour.checklist_id), answers, notes, photos)
    words = [one.parsed.said for one in replies if one.item.kind == AnswerKind.NOTE]
    stop.text = clean("\n".join(words), "note") or None
    stop.answers = {one.item.code: one.parsed.said for one in replies if one.item.kind not in UNCOUNTED}
    stop.seen_at = done_at()
    stop.save(update_fields=["text", "answers", "seen_at"])
    failed = [one for one in replies if one.failed]
    facts = {"stop": str(stop.pk), "findings": len(failed)}
    told(tour, "looked", by=acting, facts=facts, said=[stop] if stop.text else [])
    for one in replies:
        given = photos.get(one.item.code, ())
        if one.failed:
            _of_answer(stop, one, given, acting)
        else:
            _keep("tourstop", stop.pk, given, acting)
    return stop


@transaction.atomic
def find(
    stop: TourStop,
    *,
    text: str,
    addressee: str,
    photos: Sequence[CleanPhoto] = (),
    item: Item | None = None,
    reply_by: date | None = None,
    id: UUID | None = None,
    by: Actor,
) -> Finding:
    """What is wrong at a stop and who is to answer it by when; the same id again is the same finding."""
    tour, acting = _open(stop, by)
    if id and (known := Finding.objects.filter(pk=id).first()):
        if known.stop_id != stop.pk:
            raise NotFound
        return known
    if addressee not in Addressee.values:
        raise BadInput(fields={"addressee": _("Choose who is to answer it.")})
    due = reply_by or clock.today() + timedelta(days=tour.reply_days)
    if not clock.today() <= due <= clock.today() + timedelta(days=MOST_DAYS):
        said = _("Choose a day from today on, within %(most)d days.") % {"most": MOST_DAYS}
        raise BadInput(fields={"reply_by": said})
    made = Finding(
        id=id or uuid7(),
        tour=tour,
        stop=stop,
        item=item,
        # What becomes a case was meant for whom the stop is.
        addressee=_whom(stop) if addressee == Addressee.CASE else addressee,
        text=clean(text, "text", required=True),
        reply_by=due,
        made_at=done_at(),
        by_person_id=acting.person_id,
        by_post_id=acting.post_id,
    )
    made.take_lineage(tour)
    made.save(force_insert=True)
    facts = {"tour": str(tour.pk), "to": made.addressee, "reply_by": due.isoformat()}
    said_of(made, "found", by=acting, was="", facts=facts, said=[made])
    _keep("tourfinding", made.pk, photos, acting)
    return carry(made, photos=photos, by=acting) if addressee == Addressee.CASE else made


def _open(stop: TourStop, by: Actor) -> tuple[Tour, Actor]:
    """The locked tour while something can be found on it, and the post the actor acts as."""
    tour = locked(stop.tour)
    acting = leader(by, tour)
    in_state(tour, TourState.DRAWN)
    if clock.local(tour.starts_at).date() > clock.today():
        raise WrongState(_("The tour has not begun yet."))
    return tour, acting


def _of_answer(stop: TourStop, reply: Answered, photos: Sequence[CleanPhoto], by: Actor) -> Finding:
    item = reply.item
    pressing = bool(item.urgency and item.opens)
    return find(
        stop,
        id=uuid5(stop.pk, item.code),
        item=item,
        text="\n".join(filter(None, [f"{item.text}：{reply.words}", reply.note])),
        addressee=Addressee.CASE if pressing else _whom(stop),
        photos=photos,
        by=by,
    )


def _whom(stop: TourStop) -> Addressee:
    return Addressee.SHOP if stop.kind == StopKind.SHOP else Addressee.CENTRE


def _keep(kind: str, owner: UUID, photos: Sequence[CleanPhoto], by: Actor) -> None:
    for photo in photos:
        store_photo(photo, owner_kind=kind, owner_id=owner, stage=Stage.REFERENCE, by=by)
