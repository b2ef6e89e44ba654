"""What is known of one meter after its readings, in whatever order they came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

#: Longer without a reading is a device fault: missing data are not stillness.
GAP = timedelta(hours=6)
#: Stillness shorter than this teaches nothing about a home.
SPELL = timedelta(hours=3)
DAY = 86_400.0
LEARNT_OVER = 56 * DAY


class Change(Enum):
    """What a reading changed."""

    FIRST = "first"
    SAME = "same"
    ROSE = "rose"
    SWAPPED = "swapped"
    EARLIER = "earlier"
    LATE = "late"


@dataclass(slots=True)
class Standing:
    """Total and stillness as of the newest reading.

    `still_from` is the first moment known at the present total; `before_at` the last one known at another.
    `band` holds what was used within the allowance `low`: (moment, total), the oldest first.
    `spells` holds (end as a stamp, hours) of each day's longest stillness, for the home's own baseline.
    """

    last_at: datetime
    total: float
    still_from: datetime
    before_at: datetime | None = None
    band: list[tuple[datetime, float]] = field(default_factory=list)
    spells: list[tuple[float, float]] = field(default_factory=list)

    @classmethod
    def first(cls, at: datetime, total: float) -> Standing:
        """As of the very first reading."""
        return cls(at, total, at, None, [(at, total)])

    def take(
        self, at: datetime, total: float, *, low: float = 0, base: float = 0, learn: bool = False
    ) -> Change:
        """Take one reading. `low` is what may be used within the window, `base` what may flow each hour."""
        if at < self.last_at or (at == self.last_at and total <= self.total):
            return self._late(at, total, exact=not (low or base))
        step = total - self.total
        if step == 0:
            self.last_at = at
            return Change.SAME
        if step < 0:
            self._start(at, total)
            return Change.SWAPPED
        if base and step <= base * (at - self.last_at).total_seconds() / 3600:
            self.last_at, self.total = at, total
            return Change.SAME
        if learn:
            self._remember()
        if low and self._within(at, total, low):
            return Change.SAME
        if not low:
            self._start(at, total)
        return Change.ROSE

    def _start(self, at: datetime, total: float) -> None:
        self.before_at, self.last_at, self.still_from, self.total = self.last_at, at, at, total
        self.band = [(at, total)]

    def _within(self, at: datetime, total: float, low: float) -> bool:
        """Little was used: the window slides to the first moment from which it is still little."""
        self.band.append((at, total))
        kept = next(place for place, (_at, was) in enumerate(self.band) if total - was <= low)
        self.band = self.band[kept:]
        self.last_at, self.total, self.still_from = at, total, self.band[0][0]
        return not kept

    def _remember(self) -> None:
        length = self.last_at - self.still_from
        if length < SPELL:
            return
        end, hours = self.last_at.timestamp(), length.total_seconds() / 3600
        kept = [spell for spell in self.spells if spell[0] > end - LEARNT_OVER]
        if kept and kept[-1][0] // DAY == end // DAY:
            hours = max(hours, kept.pop()[1])
        self.spells = [*kept, (end, round(hours, 2))]

    def _late(self, at: datetime, total: float, *, exact: bool) -> Change:
        """A reading older than the newest may show that the stillness began earlier; nothing else."""
        known = self.before_at is not None and at <= self.before_at
        if not exact or known or at >= self.still_from:
            return Change.LATE
        if total != self.total:
            self.before_at = at
            return Change.LATE
        self.still_from = at
        self.band = [(at, total)]
        return Change.EARLIER
