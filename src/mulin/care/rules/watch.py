"""When a home has been still too long, by its own rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import Enum

from mulin.care.kinds import Join
from mulin.care.rules.standing import DAY, GAP, LEARNT_OVER, Standing
from mulin.lib.clock import LOCAL

WINDOW_HOURS = 48
LEAST_HOURS, MOST_HOURS = 6, 96
#: A baseline is believed after so much of it, and stretched by so much.
LEARNT_AFTER, STRETCH = 21 * DAY, 1.5
LEARNT_LEAST_HOURS = 12
MUTE_DAYS_AT_MOST = 14


@dataclass(frozen=True, slots=True)
class Rule:
    """What the person agreed to: window, allowance, hours that do not count, and whether the home may teach."""

    window: timedelta = timedelta(hours=WINDOW_HOURS)
    join: str = Join.AND
    night: tuple[time, time] | None = None
    learnt: bool = False


class Finding(Enum):
    """What can be said at a moment."""

    QUIET = "quiet"
    STILL = "still"
    BLIND = "blind"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`due` is when the window passes; before it nothing is raised.

    `raised`: this stillness was raised already. `still`: the places of the meters in which it was found.
    """

    finding: Finding
    still_from: datetime | None = None
    due: datetime | None = None
    raised: bool = False
    still: tuple[int, ...] = ()


NOTHING_KNOWN = Verdict(Finding.UNKNOWN)


def window_of(rule: Rule, standing: Standing) -> timedelta:
    """The agreed window; a learnt one may be shorter, never longer."""
    if not rule.learnt or not standing.spells:
        return rule.window
    now = standing.last_at.timestamp()
    spells = [hours for end, hours in standing.spells if end > now - LEARNT_OVER]
    if not spells or now - standing.spells[0][0] < LEARNT_AFTER:
        return rule.window
    learnt = max(LEARNT_LEAST_HOURS, STRETCH * max(spells))
    return min(rule.window, timedelta(hours=learnt))


def due_of(rule: Rule, standing: Standing) -> datetime:
    """When the window of one meter passes."""
    window = window_of(rule, standing)
    if rule.night is None:
        return standing.still_from + window
    return add_awake(standing.still_from, window, rule.night)


def add_awake(start: datetime, length: timedelta, night: tuple[time, time]) -> datetime:
    """The moment at which so much time outside the masked hours has passed."""
    moment, left = start.astimezone(LOCAL), length
    while True:
        opens, closes = _night_around(moment, night)
        if opens <= moment < closes:
            moment = closes
            continue
        if left <= opens - moment:
            return (moment + left).astimezone(start.tzinfo)
        left -= opens - moment
        moment = closes


def _night_around(moment: datetime, night: tuple[time, time]) -> tuple[datetime, datetime]:
    """The masked hours that the moment lies in, else the next ones."""
    begin, end = night
    day = moment.date() - timedelta(days=1)
    while True:
        opens = datetime.combine(day, begin, LOCAL)
        closes = datetime.combine(day + timedelta(days=1 if end <= begin else 0), end, LOCAL)
        if moment < closes:
            return opens, closes
        day += timedelta(days=1)


def judge(
    rule: Rule,
    meters: Sequence[Standing | None],
    now: datetime,
    raised: Sequence[datetime | None] = (),
) -> Verdict:
    """What the home's meters say together, by what is known of each and by the clock alone.

    `raised`: for each meter the stillness that was raised already; a later beginning is another one.
    """
    before = raised or [None] * len(meters)
    known = [(place, one) for place, one in enumerate(meters) if one is not None]
    if not known or (rule.join == Join.AND and len(known) < len(meters)):
        return NOTHING_KNOWN
    if rule.join == Join.AND:
        all_of = [one for _place, one in known]
        still_from, due = max(one.still_from for one in all_of), max(due_of(rule, one) for one in all_of)
        return _marked(_one(still_from, due, all_of, now), max(filter(None, before), default=None))
    each = {
        place: _marked(_one(one.still_from, due_of(rule, one), [one], now), before[place])
        for place, one in known
    }
    # A meter that was raised and explained hides nothing that another one shows later.
    fresh = {place: verdict for place, verdict in each.items() if not verdict.raised} or each
    order = (Finding.STILL, Finding.QUIET, Finding.BLIND)
    first = min(fresh.values(), key=lambda verdict: (order.index(verdict.finding), verdict.due or now))
    still = tuple(place for place, verdict in fresh.items() if verdict.finding is Finding.STILL)
    return replace(first, still=still)


def _marked(verdict: Verdict, raised: datetime | None) -> Verdict:
    since = verdict.still_from
    return replace(verdict, raised=raised is not None and since is not None and since <= raised)


def _one(still_from: datetime, due: datetime, meters: Sequence[Standing], now: datetime) -> Verdict:
    if now < due:
        return Verdict(Finding.QUIET, still_from, due)
    # A reading after the moment proves it; one shortly before says that readings still come.
    seen = all(due - one.last_at <= GAP for one in meters)
    return Verdict(Finding.STILL if seen else Finding.BLIND, still_from, due)


def after_mute(due: datetime, until: datetime | None) -> datetime:
    """While an absence is announced nothing is raised; when its day has passed, what is still counts."""
    return due if until is None else max(due, until)
