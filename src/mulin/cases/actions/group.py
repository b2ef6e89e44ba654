"""Repeats of one matter are shown to the dispatcher as one group."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, Min

from mulin.cases.models import Case, Group


@transaction.atomic
def group(
    cases: Sequence[Case], *, title: str, words: Sequence[str] = (), into: Group | None = None
) -> Group:
    """Put cases under one heading; a hint of the house's own, so no case's history changes."""
    target = into or Group.objects.create(title=title[:120], words=list(words))
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(group=target)
    return recount(target)


@transaction.atomic
def ungroup(case: Case) -> None:
    """Take a case out of its group."""
    target = case.group
    Case.objects.filter(pk=case.pk).update(group=None)
    if target is not None:
        recount(target)


def recount(target: Group) -> Group:
    """Bring size and span in line with the members."""
    found = target.cases.aggregate(since=Min("created_at"), until=Max("created_at"))
    first = target.cases.exclude(district_id=None).values_list("district_id", flat=True).first()
    target.size, target.since, target.until = target.cases.count(), found["since"], found["until"]
    target.district_id = first
    target.save(update_fields=["size", "since", "until", "district_id"])
    return target
