"""The person says they will be away: the watch rests until a day, or until use begins again."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on, own_entries
from mulin.care.actions.raised import after_absence, high_owed
from mulin.care.kinds import MuteEnd
from mulin.care.models import Entry, Mute, Watch
from mulin.care.rules.watch import MUTE_DAYS_AT_MOST
from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def announce_absence(entry: Entry, *, back_on: date, by: Actor) -> Mute:
    """By the person, a guardian, or a post that sees the entry. Announced again, the last word counts."""
    watch, acting = watched(entry, by)
    return mute_until(watch, back_on, acting)


@transaction.atomic
def take_back_absence(entry: Entry, *, by: Actor) -> Watch:
    """They are back early; not away, nothing changes."""
    watch, acting = watched(entry, by)
    if _end(watch, MuteEnd.EARLY):
        after_absence(watch, clock.now(), named=False)
        watch.due_at = clock.now()
        watch.save(update_fields=["due_at", "again_at"])
        record("watch.unmuted", watch, by=acting)
    return watch


def watched(entry: Entry, by: Actor) -> tuple[Watch, Actor]:
    """The home's locked watch, and as whom the actor speaks for it."""
    acting = by if own_entries(by).filter(pk=entry.pk).exists() else acting_on(by, entry)
    watch = Watch.objects.select_for_update(of=("self",)).filter(entry=entry, ended_at=None).first()
    if watch is None:
        raise WrongState(_("This home is not watched."))
    return watch, acting


def mute_until(watch: Watch, back_on: date, acting: Actor) -> Mute:
    """Until the end of the day they come back; today's use is still the leaving."""
    today = clock.today()
    if not today < back_on <= today + timedelta(days=MUTE_DAYS_AT_MOST):
        words = _("From tomorrow, and at most %(most)d days ahead.") % {"most": MUTE_DAYS_AT_MOST}
        raise BadInput(fields={"back_on": words})
    _end(watch, MuteEnd.EARLY)
    mute = Mute.objects.create(
        watch=watch,
        since=clock.now(),
        rise_from=_midnight_after(today),
        until=_midnight_after(back_on),
        by_person_id=acting.person_id,
        by_post_id=acting.post_id,
    )
    # The clock ends the mute, and then looks at the home at once; far too much used is told meanwhile too.
    watch.due_at = watch.high_from if high_owed([watch]) else None
    watch.again_at = None
    watch.save(update_fields=["due_at", "again_at"])
    record("watch.muted", watch, by=acting, fields={"until": back_on.isoformat()})
    return mute


def _end(watch: Watch, how: MuteEnd) -> bool:
    return bool(Mute.objects.filter(watch=watch, ended_at=None).update(ended_at=clock.now(), end=how))


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), clock.LOCAL)
