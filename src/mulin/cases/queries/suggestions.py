"""How often people take the kind that was proposed to them."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.fields.json import KT

from mulin.cases.models import KindSuggestion

#: The share is asked of the latest proposals, as many as a page may count.
LATEST = 5000


@dataclass(frozen=True)
class Taken:
    """Of proposals a person has decided on: how many took the first, how many any of those shown."""

    decided: int
    first: int
    shown: int

    @property
    def percent(self) -> int:
        """Of the first proposal; nought where nothing was decided."""
        return round(100 * self.first / self.decided) if self.decided else 0


def suggestions_taken() -> Taken:
    """Over the latest decided proposals."""
    decided = KindSuggestion.objects.exclude(accepted_key="").exclude(choices=[]).order_by("-pk")
    latest = KindSuggestion.objects.filter(pk__in=decided.values("pk")[:LATEST])
    chosen = F("accepted_key")
    first = Q(one=chosen)
    told = latest.annotate(one=KT("choices__0__key"), two=KT("choices__1__key"), three=KT("choices__2__key"))
    return Taken(
        decided=latest.count(),
        first=told.filter(first).count(),
        shown=told.filter(first | Q(two=chosen) | Q(three=chosen)).count(),
    )
