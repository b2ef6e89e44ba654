"""Was this already reported here? Place, time, kind and words of two reports, weighed into one chance.

The weights were learnt from 1,191 pairs that city staff had marked as duplicates (docs: `mulin bench similar`);
they speak of metres, hours and shared words, not of any city.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from mulin.words.bigrams import IS_PAIRED, RUNS
from mulin.words.folding import fold

FAR = 300.0  # metres; beyond it two reports are of two places
LONG_GONE = timedelta(days=30)  # a closed report filed longer ago is not looked at
SOMEWHERE_THERE = (
    40.0  # metres taken when one has no point: who asks has looked in the same building or place
)
OFFERED = 0.25  # chance from which on a resident is asked whether this is it
METRES_A_DEGREE = 111_195.0
FIELD = re.compile(r"([^:|\n]{3,60}):\s*([^|\n]+?)\s*(?:\||\n|$)")  # "Colour: white | Plate: …" of web forms
WAYS = re.compile(r"\b(?:intersection of|street|avenue|road|boulevard|st|ave|rd|blvd)\b")


@dataclass(frozen=True)
class Report:
    """What is compared of a case; `closed_at` in the past means that it no longer stood open."""

    id: str
    at: datetime
    lng: float | None
    lat: float | None
    service: str = ""
    text: str = ""
    address: str = ""
    closed_at: datetime | None = field(default=None, compare=False)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Words, and pairs of Chinese characters."""
        found: set[str] = set()
        for run in RUNS.findall(fold(self.text[:2000])):
            paired = IS_PAIRED.match(run) and len(run) > 1
            found |= {run[at : at + 2] for at in range(len(run) - 1)} if paired else {run}
        return frozenset(found)

    @cached_property
    def fields(self) -> dict[str, str]:
        """The filled-in fields of a form that was joined into the text."""
        return {name.strip().lower(): value.lower() for name, value in FIELD.findall(self.text)}

    @cached_property
    def place(self) -> tuple[str, frozenset[str]]:
        """The first part of the address, and its words without figures and kinds of way."""
        first = WAYS.sub("", fold(self.address)).partition(",")[0].strip()
        return first, frozenset(word for word in RUNS.findall(first) if not word.isdigit())

    def metres_to(self, other: "Report") -> float:
        """Flat-earth distance, exact enough within a town; infinite when a point is missing."""
        if self.lat is None or self.lng is None or other.lat is None or other.lng is None:
            return math.inf
        wide = (self.lng - other.lng) * math.cos(math.radians(self.lat))
        return METRES_A_DEGREE * math.hypot(self.lat - other.lat, wide)

    def was_open(self, moment: datetime) -> bool:
        return self.closed_at is None or self.closed_at > moment


class Rarity:
    """How telling a word is: what few reports use says more when two share it."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.total, self.uses = 0, Counter[str]()
        self.known: dict[str, float] = {}
        self.whole: dict[str, float] = {}
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        self.total += 1
        self.uses.update(report.tokens)
        self.known.clear()
        self.whole.clear()

    def of(self, report: Report) -> float:
        """The weight of all words of a report."""
        if report.id not in self.whole:
            self.whole[report.id] = self.weight(report.tokens)
        return self.whole[report.id]

    def weight(self, tokens: Iterable[str]) -> float:
        return sum(map(self._weight, tokens))

    def _weight(self, token: str) -> float:
        if token not in self.known:
            # Ten imagined reports keep the first words seen from being called rare or common too early.
            self.known[token] = math.log((self.total + 10) / (1 + self.uses[token]))
        return self.known[token]


class Facts(NamedTuple):
    """What the weights are for, in their order."""

    far: float
    same_spot: float
    beyond_60_m: float
    long_ago: float
    within_hour: float
    beyond_month: float
    within_week: float
    far_and_long_ago: float
    still_open: float
    same_service: float
    other_service: float
    same_address: float
    same_street: float
    shared_words: float
    contained_words: float
    no_words: float
    equal_text: float
    equal_fields: float
    unequal_fields: float
    earlier_alike: float


WEIGHTS = Facts(
    far=-0.51,
    same_spot=-0.645,
    beyond_60_m=-1.343,
    long_ago=-0.147,
    within_hour=-0.79,
    beyond_month=-1.88,
    within_week=-0.221,
    far_and_long_ago=-1.037,
    still_open=4.365,
    same_service=0.695,
    other_service=-0.695,
    same_address=-0.058,
    same_street=0.95,
    shared_words=1.068,
    contained_words=1.349,
    no_words=1.24,
    equal_text=0.221,
    equal_fields=0.509,
    unequal_fields=-0.638,
    earlier_alike=-1.228,
)
SCALE, BASE = 0.782, -3.691  # so that the score is a chance


class Likeness(NamedTuple):
    """The chance that two reports are one matter, and what speaks for it: names of facts."""

    score: float
    reasons: tuple[str, ...]
    metres: float
    hours: float


class Candidate(NamedTuple):
    """An earlier report with its likeness."""

    report: Report
    likeness: Likeness


def facts(new: Report, old: Report, rarity: Rarity, earlier: int = 0) -> Facts:
    """Everything the weights speak of; `earlier` counts still older reports that look like the same matter."""
    metres, hours = new.metres_to(old), max(0.0, (new.at - old.at).total_seconds() / 3600)
    metres = metres if math.isfinite(metres) else SOMEWHERE_THERE
    far, long_ago = math.log1p(min(metres, 10_000) / 5), math.log1p(hours)
    shared = rarity.weight(new.tokens & old.tokens)
    own, others = rarity.of(new), rarity.of(old)
    both = [name for name in new.fields if name in old.fields]
    equal = sum(new.fields[name] == old.fields[name] for name in both)
    return Facts(
        far=far,
        same_spot=metres < 1,
        beyond_60_m=metres > 60,
        long_ago=long_ago,
        within_hour=hours < 1,
        beyond_month=hours > 720,
        within_week=hours < 168,
        far_and_long_ago=min(3.0, far * long_ago / 10),
        still_open=old.was_open(new.at),
        same_service=bool(new.service) and new.service == old.service,
        other_service=bool(new.service and old.service) and new.service != old.service,
        same_address=bool(new.place[0]) and new.place[0] == old.place[0],
        same_street=bool(new.place[1] & old.place[1]),
        shared_words=shared / math.sqrt(own * others) if own > 0 and others > 0 else 0.0,
        contained_words=shared / min(own, others) if own > 0 and others > 0 else 0.0,
        no_words=not new.tokens or not old.tokens,
        equal_text=bool(new.text) and new.text == old.text,
        equal_fields=min(3, equal),
        unequal_fields=min(3, len(both) - equal),
        earlier_alike=math.log1p(earlier),
    )


def score(new: Report, old: Report, rarity: Rarity | None = None, earlier: int = 0) -> Likeness:
    """How likely the new report repeats the old one."""
    seen = facts(new, old, rarity or Rarity((new, old)), earlier)
    value = sum(weight * fact for weight, fact in zip(WEIGHTS, seen, strict=True))
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, SCALE * value + BASE))))
    return Likeness(chance, _reasons(seen), new.metres_to(old), (new.at - old.at).total_seconds() / 3600)


def _reasons(seen: Facts) -> tuple[str, ...]:
    said = {
        "near": seen.far < math.log1p(30 / 5),
        "same_address": seen.same_address,
        "same_service": seen.same_service,
        "shared_words": seen.contained_words > 0.3,
        "recent": bool(seen.within_week),
        "still_open": seen.still_open,
    }
    return tuple(name for name, is_so in said.items() if is_so)


def rank(new: Report, candidates: Sequence[Report], rarity: Rarity | None = None) -> list[Candidate]:
    """Earlier reports within reach, likeliest first. Of several of one matter the first stands before the others."""
    rarity = rarity or Rarity([new, *candidates])
    near = sorted(
        (old for old in candidates if _comes_into_question(new, old)),
        key=lambda old: old.at,
    )
    earlier = _earlier([old for old in near if old.was_open(new.at)])
    ranked = [Candidate(old, score(new, old, rarity, earlier.get(old.id, 0))) for old in near]
    return sorted(ranked, key=lambda candidate: -candidate.likeness.score)


def _comes_into_question(new: Report, old: Report) -> bool:
    """Filed earlier, near, and open or not long gone."""
    is_earlier = old.at < new.at and old.id != new.id
    return is_earlier and (old.was_open(new.at) or new.at - old.at < LONG_GONE) and new.metres_to(old) <= FAR


def _earlier(standing: Sequence[Report]) -> dict[str, int]:
    """For each open report how many older open ones of its service stand within 40 m; given oldest first."""
    return {
        old.id: sum(other.service == old.service and old.metres_to(other) < 40 for other in standing[:at])
        for at, old in enumerate(standing)
    }
