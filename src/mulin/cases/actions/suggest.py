"""Kinds are proposed for cases that have none; a person confirms."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import Subquery

from mulin.cases.models import Case, KindSuggestion
from mulin.lib import clock


class Choice(TypedDict):
    """One kind proposed: how sure in per cent, and the phrases that speak for it."""

    key: str
    name: str
    kind_id: int
    percent: int
    reasons: list[str]


@transaction.atomic
def suggest(choices: Mapping[UUID, Sequence[Choice]]) -> int:
    """Keep proposals by case, in place of earlier ones; a hint of the house's own, so no history changes."""
    known = set(Case.objects.filter(pk__in=list(choices)).values_list("pk", flat=True))
    rows: list[Any] = [
        KindSuggestion(case_id=pk, choices=list(told), at=clock.now())
        for pk, told in choices.items()
        if pk in known
    ]
    KindSuggestion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"], update_fields=["choices", "at"], batch_size=500
    )
    return len(rows)


def note_kind(case_id: UUID | str) -> None:
    """Beside the proposal is kept which kind a person gave the case; the latest stands."""
    kind = Case.objects.filter(pk=case_id, kind__isnull=False).values("kind__key")[:1]
    KindSuggestion.objects.filter(case_id=case_id, case__kind__isnull=False).update(
        accepted_key=Subquery(kind)
    )
