"""An act arrives: done once, whatever the way back loses or repeats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from mulin.devices.kinds import UNDECIDED, Outcome
from mulin.devices.models import Act, Device
from mulin.devices.queries import own_last
from mulin.devices.rules import Written, done_at
from mulin.lib import clock
from mulin.lib.errors import NotFound, Refusal
from mulin.trail.record import captured


@dataclass(frozen=True)
class Ended:
    """How the deed ended: where to look at it, and the version it left."""

    url: str = ""
    version: int | None = None
    said: str = ""


@dataclass(frozen=True)
class Told:
    """A refusal as the receipt tells it."""

    outcome: Outcome
    reason: str
    wrong: Mapping[str, str] = field(default_factory=dict)


#: Does what is written, as on the version expected; raises a Refusal when it cannot.
Do = Callable[[Act, int | None], Ended]
#: Says which outcome a refusal is.
Judge = Callable[[Act, int | None, Refusal], Told]


class Mend(Exception):
    """The person is still at the form: nothing is kept, what is wrong is shown there."""


@dataclass(frozen=True)
class Arrival:
    """How an act came: the envelope, and what the phone's clock said when it left."""

    sealed: bytes
    sent: datetime
    #: The form is still open: what needs mending is not kept but shown there.
    live: bool = False


@transaction.atomic
def receive(written: Written, arrival: Arrival, device: Device, *, do: Do, judge: Judge) -> Act:
    """The receipt; the second of two that arrive together waits for the first and gets the same."""
    made = _made(written, arrival, device)
    held = device.revoked_at is not None
    made.outcome = Outcome.HELD if held else Outcome.DROPPED
    made.sealed = arrival.sealed if held else None
    Act.objects.bulk_create([made], ignore_conflicts=True)
    row = Act.objects.select_for_update().get(pk=written.id)
    if row.account_id != device.account_id:
        raise NotFound
    if row.received_at != made.received_at or row.decided_at is not None or held:
        return row
    return settle(row, own_expected(row), arrival, do=do, judge=judge)


def settle(row: Act, expected: int | None, arrival: Arrival, *, do: Do, judge: Judge) -> Act:
    """Do it in a savepoint of its own, and write down how it ended."""
    try:
        with transaction.atomic(), captured(row.captured_at):
            ended = do(row, expected)
    except Refusal as refusal:
        told = judge(row, expected, refusal)
        if arrival.live and told.outcome == Outcome.REFUSED:
            raise Mend from refusal
        row.outcome, row.reason, row.wrong = told.outcome, told.reason, dict(told.wrong)
    else:
        row.outcome, row.reason, row.wrong = Outcome.DONE, "", {}
        row.url, row.left = ended.url, ended.version
    row.sealed = arrival.sealed if row.outcome in UNDECIDED else None
    row.decided_at = clock.now()
    row.save(update_fields=["outcome", "reason", "wrong", "url", "left", "sealed", "decided_at"])
    return row


def own_expected(row: Act) -> int | None:
    """The version the person would see now if only they had acted."""
    if row.seen is None:
        return None
    before = own_last(row)
    return before.left if before is not None and before.left is not None else row.seen


def _made(written: Written, arrival: Arrival, device: Device) -> Act:
    received = clock.now()
    at, fit = done_at(written.captured, arrival.sent, received, written.contact)
    return Act(
        id=written.id,
        device=device,
        account_id=device.account_id,
        what=written.what,
        subject=written.subject,
        seen=written.seen,
        captured_at=at,
        received_at=received,
        clock_fit=fit,
    )
