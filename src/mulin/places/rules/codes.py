"""Codes of areas: their pattern, their rank by length, the next in a sequence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from mulin.places.kinds import Rank

# Digits of a code in the national division and of the sequences below it.
RANK_OF_LENGTH: Mapping[int, Rank] = {
    2: Rank.PROVINCE,
    4: Rank.CITY,
    6: Rank.DISTRICT,
    9: Rank.STREET,
    12: Rank.COMMUNITY,
    15: Rank.GRID,
    17: Rank.MICRO_GRID,
}
SEQUENCE_DIGITS: Mapping[Rank, int] = {
    Rank.PROVINCE: 2,
    Rank.CITY: 2,
    Rank.DISTRICT: 2,
    Rank.STREET: 3,
    Rank.COMMUNITY: 3,
    Rank.GRID: 3,
    Rank.MICRO_GRID: 2,
}
DEFAULT_PATTERN = r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}"

Placed = tuple[float, float]


def fits(code: str, rank: Rank, patterns: Mapping[str, str]) -> bool:
    """Whether a code follows the installation's pattern for its rank."""
    pattern = patterns.get(rank.name.lower(), DEFAULT_PATTERN)
    return re.fullmatch(pattern, code) is not None and len(code) <= 40


def rank_of(code: str) -> Rank | None:
    """The rank that a national code of this length has."""
    return RANK_OF_LENGTH.get(len(code)) if code.isdigit() else None


def next_codes(prefix: str, rank: Rank, taken: Iterable[str], count: int) -> list[str]:
    """The next `count` codes after the highest ever given; fewer when the digits run out."""
    digits = SEQUENCE_DIGITS[rank]
    length = len(prefix) + digits
    used = (
        int(code[len(prefix) :])
        for code in taken
        if len(code) == length and code.startswith(prefix) and code[len(prefix) :].isdigit()
    )
    first = max(used, default=0) + 1
    last = min(first + count, 10**digits)
    return [f"{prefix}{number:0{digits}d}" for number in range(first, last)]


def west_to_east_north_to_south(points: Sequence[Placed], heights: Sequence[float]) -> list[int]:
    """The order in which neighbours are numbered: rows from the north, each row from the west."""
    if not points:
        return []
    band = median(heights) or 1e-9
    top = max(lat for _, lat in points)
    rows = [round((top - lat) / band) for _, lat in points]
    return sorted(range(len(points)), key=lambda index: (rows[index], points[index][0], -points[index][1]))
