"""Taking in a table: row by row, all or nothing unless asked otherwise, with a report that names rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib.errors import Refusal
from mulin.lib.tables import Row

MOST_PROBLEMS = 1000


class Fate(StrEnum):
    """What became of a row."""

    MADE = "made"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Problem:
    row: int
    field: str
    message: str

    def __str__(self) -> str:
        where = _("Row %(number)s") % {"number": self.row} if self.row else ""
        return ": ".join(part for part in (where, self.field, self.message) if part)


@dataclass
class Intake:
    """What an import did; `saved` is false after a dry run and when a problem undid the whole."""

    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    saved: bool = False
    notes: dict[str, object] = field(default_factory=dict)

    def count(self, fate: Fate, number: int = 1) -> None:
        self.counts[fate] += number

    def refuse(self, row: int, refusal: Refusal) -> None:
        """The first thousand problems are kept; all are counted."""
        self.refused += 1
        if len(self.problems) >= MOST_PROBLEMS:
            return
        if refusal.fields:
            self.problems += [Problem(row, name, str(text)) for name, text in refusal.fields.items()]
        else:
            self.problems.append(Problem(row, "", str(refusal.message)))


def take_in(
    rows: Iterable[Row],
    one: Callable[[Row], Fate],
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
) -> Intake:
    """Hand each row to `one` in a savepoint of its own; a Refusal of a row becomes its problem."""
    report = Intake()
    with transaction.atomic():
        for done, row in enumerate(rows, start=1):
            try:
                with transaction.atomic():
                    report.count(one(row))
            except Refusal as refusal:
                report.refuse(row.number, refusal)
            progress(done)
        report.saved = not dry_run and (keep_good or not report.refused)
        if not report.saved:
            transaction.set_rollback(True)
    return report
