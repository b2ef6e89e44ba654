"""Cases by the number that people read out."""

from collections.abc import Collection
from uuid import UUID

from mulin.cases.access import visible_to
from mulin.cases.models import Case
from mulin.lib.ids import known_number
from mulin.people.access import Actor


def case_numbered(actor: Actor, number: str) -> Case | None:
    """The case with exactly this number, of those open to the actor."""
    digits = number.strip().replace("-", "")
    found = visible_to(actor).filter(serial=known_number(digits[6:]) or 0).first()
    return found if found is not None and found.number.replace("-", "") == digits else None


def numbers_of(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of those of the cases that are open to the actor."""
    if not ids:
        return {}
    found = visible_to(actor).filter(pk__in=ids).only("pk", "created_at", "serial")
    return {case.pk: case.number for case in found}
