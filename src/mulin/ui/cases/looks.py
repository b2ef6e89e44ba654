"""Looks at personal data with the case each was for."""

from collections.abc import Iterable
from dataclasses import replace

from mulin.cases.queries.numbers import numbers_of
from mulin.people.access import Actor
from mulin.people.queries import SeenLook


def with_cases(looks: Iterable[SeenLook], actor: Actor) -> list[SeenLook]:
    """The case's number is told where the case is open to the reader, who may be whom it complains of."""
    found = list(looks)
    numbers = numbers_of(actor, {look.case_id for look in found if look.case_id is not None})
    return [replace(look, case=numbers.get(look.case_id, "")) if look.case_id else look for look in found]
