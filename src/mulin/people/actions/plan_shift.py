"""Put a person of a post on the roster from a moment to a moment."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, WrongState
from mulin.people.access import Actor, lineages_of, require_one
from mulin.people.kinds import Duty, ShiftKind
from mulin.people.models import Person, Post, Shift
from mulin.trail.record import record

LONGEST, MOST_DAYS = timedelta(hours=72), 31
PLANNERS = (Duty.POST_MANAGE, Duty.CASE_DISPATCH)


@transaction.atomic
def plan_shift(
    post: Post,
    *,
    starts: datetime,
    ends: datetime,
    days: int = 1,
    kind: str = ShiftKind.DAY,
    person: Person | None = None,
    by: Actor,
) -> list[Shift]:
    """The same watch on so many days running, all or none: of the holder of the post, unless another is named
    who must hold it or stand in on that day."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    acting = require_one(by, PLANNERS, *lineages_of(post))
    if post.closed_on is not None:
        raise WrongState(_("This post is closed."))
    if kind not in ShiftKind.values:
        raise BadInput(fields={"kind": _("Choose a watch from the list.")})
    if not timedelta(0) < ends - starts <= LONGEST:
        raise BadInput(fields={"ends": _("A shift ends after it starts and lasts three days at most.")})
    if not 1 <= days <= MOST_DAYS:
        message = _("From 1 to %(most)d days running.") % {"most": MOST_DAYS}
        raise BadInput(fields={"days": message})
    later = [timedelta(days=day) for day in range(days)]
    return [_one(post, person, DateTimeTZRange(starts + gap, ends + gap), kind, acting) for gap in later]


def _one(post: Post, person: Person | None, during: DateTimeTZRange, kind: str, acting: Actor) -> Shift:
    starts, ends = during.lower, during.upper
    person_id = _on_post(post, person, starts)
    present = post.shifts.filter(person_id=person_id, during__overlap=during).first()
    if present is not None:
        if (present.during.lower, present.during.upper) == (starts, ends):
            return present
        raise Conflict(_("This person is on the roster in that time already."), changed=["shift"])
    shift = Shift.objects.create(post=post, person_id=person_id, during=during, kind=kind)
    fields = {"person": person_id, "starts": starts.isoformat(), "ends": ends.isoformat(), "kind": str(kind)}
    record("post.rostered", post, by=acting, fields=fields)
    return shift


def _on_post(post: Post, person: Person | None, starts: datetime) -> int:
    day = clock.local(starts).date()
    holding = {"during__contains": day} if person is None else {"during__contains": day, "person": person}
    tenure = post.tenures.filter(**holding).order_by("pk").first()
    if tenure is not None:
        return tenure.person_id
    deputy = post.deputies.filter(**holding).first()
    if deputy is None:
        raise BadInput(fields={"person": _("Nobody holds the post on that day: assign it first.")})
    return deputy.person_id
