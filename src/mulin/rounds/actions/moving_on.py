"""When a home is called on next, after a visit ended as it did; the caller holds the calling's lock."""

from datetime import date, datetime

from mulin.lib import clock
from mulin.lib.locks import hold
from mulin.rounds.kinds import REACHED, Outcome, SeenKind
from mulin.rounds.models import Calling, Seen
from mulin.rounds.rules.visits import next_visit

MOVED = ["last_on", "last_outcome", "tries", "next_on", "closed_on", "reached"]


def hold_visits(person_id: int) -> None:
    """Whoever moves or ends visits to one person waits for the others, before locking any of their rows."""
    hold(f"care visits {person_id}")


def move_on(row: Calling, outcome: str, at: datetime, *, wanted: date | None = None) -> date | None:
    """The next day, `wanted` but never later than the rule says; None when the home is called on no more."""
    day = clock.local(at).date()
    _settle(row, outcome, day, wanted)
    if row.person_id is not None:
        _others(row, outcome, day)
    elif outcome == Outcome.MET:
        # Not for care: a map that shows how often somebody is seen would tell who is cared for.
        _see(row, at)
    return None if row.closed_on is not None else row.next_on


def _settle(row: Calling, outcome: str, day: date, wanted: date | None = None) -> None:
    """Who moved away, or was seen often enough, is called on no more."""
    reached = outcome in REACHED
    # One that arrives late does not undo what a later visit has settled.
    if row.last_on is None or row.last_on <= day:
        row.last_on, row.last_outcome = day, outcome
        row.tries = 0 if reached or outcome == Outcome.REFUSED else row.tries + 1
        by_rule = next_visit(row.rule, day, reached=reached or outcome == Outcome.REFUSED)
        row.next_on = min(wanted, by_rule) if wanted is not None else by_rule
    row.reached += reached
    if outcome == Outcome.MOVED or row.reached >= row.rule.most > 0:
        row.closed_on = day
    row.save(update_fields=MOVED)


def _others(row: Calling, outcome: str, day: date) -> None:
    """Who was reached was reached, whichever rule sent the visitor; what belongs to a season is done in it."""
    if outcome not in REACHED:
        return
    theirs = Calling.objects.select_for_update(of=("self",)).filter(person=row.person, closed_on=None)
    same = theirs.filter(household=row.household_id, rule__season_from="").exclude(pk=row.pk)
    for other in same.select_related("rule").order_by("pk"):
        _settle(other, outcome, day)


def _see(row: Calling, at: datetime) -> None:
    defaults = {**row.where(), "at": at}
    seen, new = Seen.objects.get_or_create(
        kind=SeenKind.HOUSEHOLD, ref_id=row.household_id, defaults=defaults
    )
    if not new and seen.at < at:
        Seen.objects.filter(pk=seen.pk, at__lt=at).update(at=at)
