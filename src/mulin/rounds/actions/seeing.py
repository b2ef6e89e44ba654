"""What a check has seen: the areas of its line that it stood in, its building, its household."""

from datetime import datetime

from django.db.models import Case, F, When

from mulin.rounds.kinds import SeenKind
from mulin.rounds.models import Check, Seen

FINE = ("grid_id", "micro_grid_id")


def see(made: Check, at: datetime) -> None:
    """Move on when each was last seen; a check that arrives late does not set it back."""
    refs = [(SeenKind.AREA, getattr(made, column)) for column in FINE]
    refs += [(SeenKind.BUILDING, made.building_id), (SeenKind.HOUSEHOLD, made.household_id)]
    for kind, ref in refs:
        if ref is None:
            continue
        row, new = Seen.objects.get_or_create(
            kind=kind,
            ref_id=ref,
            defaults={**made.where(), "at": at},
        )
        if not new and row.at < at:
            later = Case(When(at__lt=at, then=at), default=F("at"))
            Seen.objects.filter(pk=row.pk).update(at=later)
