"""A night's work over many: one that fails is logged and left for the next night, the others are done."""

import logging
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Model

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)


class Tally(NamedTuple):
    """How many were done, and how many failed."""

    done: int
    failed: int


def one_by_one(rows: Iterable[Row], act: Callable[[Row], object]) -> Tally:
    """Each in a transaction of its own, or a savepoint; what fails is named in the log by its key alone."""
    done = failed = 0
    for row in rows:
        try:
            with transaction.atomic():
                act(row)
        except Exception:
            log.exception("%s failed on %s %s", act.__name__, row._meta.label, row.pk)
            failed += 1
        else:
            done += 1
    return Tally(done, failed)
