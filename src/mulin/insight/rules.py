"""From one event to the increments it causes: pure, so that a rebuild gives the same figures."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from mulin.cases.kinds import OPEN
from mulin.insight.kinds import Measure

OpenKey = tuple[int, str]
DayKey = tuple[int, date, str, int]

M = Measure
PLAIN: dict[str, Measure] = {
    "case.report": M.REPORTED,
    "case.file": M.FILED,
    "case.decline": M.DECLINED,
    "case.dispatch": M.DISPATCHED,
    "case.designate": M.DISPATCHED,
    "case.whistle": M.DISPATCHED,
    "case.return": M.RETURNED,
    "case.handle": M.HANDLED,
    "case.solve": M.ON_THE_SPOT,
    "case.merge": M.MERGED,
    "case.reopen": M.REOPENED,
    "case.escalate": M.ESCALATED,
    "case.lapse": M.OVERDUE,
    "case.rate": M.RATED,
}
CLOSING = frozenset({"case.close", "case.confirm", "case.reply", "case.transfer"})


def open_deltas(was: Sequence[Any] | None, now: Sequence[Any] | None) -> Counter[tuple[int, str, bool]]:
    """Increments of (area or 0, state, late) for leaving one standing and entering another."""
    found: Counter[tuple[int, str, bool]] = Counter()
    for standing, sign in ((was, -1), (now, 1)):
        if standing and standing[0] in OPEN:
            found[(standing[1] or 0, standing[0], bool(standing[2]))] += sign
    return Counter({key: n for key, n in found.items() if n})


def measures(verb: str, data: Mapping[str, Any]) -> list[Measure]:
    """What an event counts as."""
    found = [PLAIN[verb]] if verb in PLAIN else []
    if verb in CLOSING:
        found.append(M.CLOSED)
        if data["now"][2]:
            found.append(M.CLOSED_LATE)
    if verb == "case.check" and not data.get("passed", True):
        found.append(M.REWORKED)
    if verb == "case.rate":
        if data.get("satisfaction") != "unsatisfied":
            found.append(M.SATISFIED)
        if data.get("solved"):
            found.append(M.SOLVED)
    return found


#: Below this a figure could tell of a person, where confidential matters are among the counted.
SMALL_CELL = 5


def hidden_cells(counts: Mapping[int, int], delicate: Collection[int]) -> set[int]:
    """Cells that are not shown: small ones with something confidential in them.

    One hidden cell alone could be worked out from the sum, so the smallest other one hides with it.
    """
    hidden = {key for key in delicate if 0 < counts.get(key, 0) < SMALL_CELL}
    if len(hidden) == 1:
        others = sorted((n, key) for key, n in counts.items() if n and key not in hidden)
        hidden |= {key for _n, key in others[:1]}
    return hidden
