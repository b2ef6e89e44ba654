"""Who is cared for is called on by the visiting rules: as closely as agreed, before the cold, after a discharge or a silence."""

from datetime import date
from uuid import UUID

from mulin.care.access import living
from mulin.care.actions.move_home import left_home
from mulin.care.kinds import Visit
from mulin.care.models import Alert, Delivery, Entry
from mulin.care.queries.homes import lives_there
from mulin.lib import clock
from mulin.lib.apart import Tally, one_by_one
from mulin.people.access import Actor
from mulin.rounds.actions.care_visits import forget_visits, keep_visiting, visit_after
from mulin.rounds.kinds import Occasion
from mulin.trail.models import Event

CALLER = Actor.system("care visits")


def arrange(event: Event) -> None:
    """An entry was made, changed or ended: its standing visits are those of its level."""
    _arrange(Entry.objects.filter(pk=event.subject_id).select_related("person", "household__area").first())


def after_moving(event: Event) -> None:
    """Somebody moved out or in: behind a door they left nobody is watched and nobody is called on."""
    found = Entry.objects.filter(person_id=int(event.subject_id), ended_at=None)
    _arrange(found.select_related("person", "household__area").first())


def _arrange(entry: Entry | None) -> None:
    if entry is None:
        return
    if entry.ended_at is not None:
        if not living().filter(person=entry.person).exists():
            forget_visits(entry.person, CALLER)
        return
    wanted = [entry.level, Occasion.LISTED, Occasion.DISCHARGE, Occasion.SILENCE]
    keep_visiting(
        entry.person,
        household=entry.household,
        occasions=[] if left_home(entry, by=CALLER) else wanted,
        only_posts=entry.only_post_ids,
        since=entry.entered_at,
        by=CALLER,
    )


def after_discharge(event: Event) -> None:
    """Back from hospital: seen soon, and again for some weeks."""
    entry = _living(event.subject_id)
    if entry is not None and entry.discharged_on is not None:
        _once(entry, Occasion.DISCHARGE, entry.discharged_on)


def after_silence(event: Event) -> None:
    """A call afterwards that nobody answered, or a service that found nobody at home: somebody goes."""
    entry = _unanswered(event)
    if entry is not None:
        _once(entry, Occasion.SILENCE, clock.today())


def _unanswered(event: Event) -> Entry | None:
    if event.verb == "alert.followed":
        alert = Alert.objects.filter(pk=event.subject_id, followed_at=None).first()
        return _living(alert.entry_id) if alert else None
    delivery = (
        Delivery.objects.filter(pk=event.subject_id, visit=Visit.NOT_HOME).select_related("plan").first()
    )
    return _living(delivery.plan.entry_id) if delivery else None


def _living(entry_id: UUID | str) -> Entry | None:
    return living().filter(pk=entry_id).select_related("person", "household__area").first()


def _once(entry: Entry, occasion: Occasion, on: date) -> None:
    if not lives_there(entry):
        return
    visit_after(
        entry.person,
        household=entry.household,
        occasion=occasion,
        on=on,
        only_posts=entry.only_post_ids,
        by=CALLER,
    )


def arrange_all() -> Tally:
    """Every night: who is on the list is called on, whatever was missed; an entry that fails keeps no other waiting."""
    found = living().select_related("person", "household__area").order_by("pk")
    return one_by_one(found.iterator(chunk_size=500), _arrange)
