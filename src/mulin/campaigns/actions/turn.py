"""What every act on a target begins and ends with: lock, guard, move, the next day owed, the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mulin.campaigns.access import worker
from mulin.campaigns.kinds import OPEN, CampaignState, Move
from mulin.campaigns.models import Campaign, Spoken, Step, Target
from mulin.campaigns.rules import moved, next_of
from mulin.lib import clock
from mulin.lib.crypto import salted_hash
from mulin.lib.errors import Conflict, NotFound, WrongState
from mulin.people.access import Actor
from mulin.trail.record import done_at, record

#: What may still be done once the campaign has ended.
AFTER_THE_END = frozenset({Move.ERASE})


@dataclass
class Turn:
    """One act on a target, under its row lock; `at` is when it was done, which may be before it arrives."""

    target: Target
    move: Move
    by: Actor
    at: datetime

    def done(
        self,
        *fields: str,
        facts: Mapping[str, Any] | None = None,
        said: Iterable[Spoken] = (),
        captured_at: datetime | None = None,
        quiet: bool = False,
    ) -> Target:
        """Move the target, say when something is owed next, and write the event."""
        target, was = self.target, self.target.state
        target.state = moved(self.move, was)
        target.next_on = _next_on(target)
        target.changed_at = clock.now()
        record(
            f"target.{self.move}",
            target,
            by=self.by,
            fields={"was": was, "now": target.state, **(facts or {})},
            words=[(str(row.pk), salted_hash(row.text or "", bytes(row.salt or b""))) for row in said],
            captured_at=captured_at,
            quiet=quiet,
        )
        target.save(update_fields=["state", "next_on", "changed_at", "version", "head", *fields])
        return target

    def spoken(self) -> dict[str, Any]:
        """Who speaks and when, for a row of words."""
        return {"at": self.at, "by_person_id": self.by.person_id, "by_post_id": self.by.post_id}


def begin(target: Target, move: Move, by: Actor) -> Turn:
    """The locked target and the post the actor acts as; refused when the campaign or the state does not allow it."""
    locked = Target.objects.select_for_update().filter(pk=target.pk).first()
    if locked is None:
        raise NotFound
    acting = worker(by, locked)
    # Read after the lock: whoever ends the campaign holds all its targets until that is written.
    campaign = Campaign.objects.get(pk=locked.campaign_id)
    if campaign.state == CampaignState.ENDED and move not in AFTER_THE_END:
        raise WrongState(_("The campaign has ended; what was open goes on as a case."))
    moved(move, locked.state)
    locked.campaign = campaign
    return Turn(locked, move, acting, done_at())


def hold(target: Target, seen: int | None) -> Target:
    """The target locked until all is done; Conflict when others have moved it past the version that was seen."""
    locked = Target.objects.select_for_update().filter(pk=target.pk).first()
    if locked is None:
        raise NotFound
    if seen is not None and seen != locked.version:
        raise Conflict(_("Others went on here meanwhile."))
    return locked


def _next_on(target: Target) -> date | None:
    if target.state not in OPEN:
        return None
    steps = Step.objects.filter(target=target, done_at=None, dropped_at=None)
    first = steps.order_by("by_on").values_list("by_on", flat=True).first()
    return next_of([first, target.talk_on])
