"""Finding phones and receipts; nothing is written here."""

import hmac
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.devices.kinds import UNDECIDED, Outcome
from mulin.devices.models import Act, Device
from mulin.devices.rules import secret_hash


def device_by(id: UUID | None, secret: str) -> Device | None:
    """The device that proves itself with its secret; also one that is blocked."""
    found = Device.objects.filter(pk=id).first() if id else None
    if found is None or not hmac.compare_digest(bytes(found.secret_hash), secret_hash(secret)):
        return None
    return found


def devices_of(account_id: int) -> QuerySet[Device]:
    return Device.objects.filter(account_id=account_id).order_by("-seen_at")


def with_held(found: QuerySet[Device]) -> QuerySet[Device]:
    """Each with its account and how many of its acts are held."""
    held = Count("acts", filter=Q(acts__outcome=Outcome.HELD))
    return found.select_related("account").annotate(held=held)


def undecided(account_id: int) -> QuerySet[Act]:
    """What waits for the person's decision, oldest first."""
    return Act.objects.filter(account_id=account_id, outcome__in=sorted(UNDECIDED)).order_by(
        "received_at", "pk"
    )


def own_last(act: Act) -> Act | None:
    """The same person's last act on what they saw in the same state; theirs are not others' changes."""
    same = Act.objects.filter(
        account_id=act.account_id,
        subject=act.subject,
        seen=act.seen,
        outcome=Outcome.DONE,
        left__isnull=False,
    )
    return same.exclude(pk=act.pk).order_by("-left").first()
