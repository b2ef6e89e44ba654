"""Reads time limits as people write them (1天, 2紧急工作时, 种植季节15工作日), exactly or not at all."""

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from mulin.lib.worktime import Unit


class Span(NamedTuple):
    """An amount of time and what it applies to (种植季节, 制止), when the text says so."""

    amount: Decimal
    unit: Unit
    note: str = ""


class BadSpan(ValueError):
    """A text that is not a time limit, or could mean two."""


NAMES = {
    Unit.MINUTE: "分钟",
    Unit.URGENT_HOUR: "紧急工作时",
    Unit.WORK_HOUR: "工作时",
    Unit.WORK_DAY: "工作日",
    Unit.NATURAL_DAY: "自然日",
}
# An urgent day runs round the clock as an urgent hour does, so it is 24 of them; a bare 天 is a working day.
UNITS: dict[str, tuple[Unit, int]] = {
    "紧急工作小时": (Unit.URGENT_HOUR, 1),
    "紧急工作时": (Unit.URGENT_HOUR, 1),
    "紧急小时": (Unit.URGENT_HOUR, 1),
    "紧急工作日": (Unit.URGENT_HOUR, 24),
    "工作小时": (Unit.WORK_HOUR, 1),
    "工作时": (Unit.WORK_HOUR, 1),
    "小时": (Unit.WORK_HOUR, 1),
    "自然日": (Unit.NATURAL_DAY, 1),
    "自然天": (Unit.NATURAL_DAY, 1),
    "日历日": (Unit.NATURAL_DAY, 1),
    "日历天": (Unit.NATURAL_DAY, 1),
    "工作日": (Unit.WORK_DAY, 1),
    "工作天": (Unit.WORK_DAY, 1),
    "天": (Unit.WORK_DAY, 1),
    "日": (Unit.WORK_DAY, 1),
    "分钟": (Unit.MINUTE, 1),
}
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
PLACES = {"十": 10, "百": 100}
NUMERALS = "".join((*DIGITS, *PLACES, "半"))
SPAN = re.compile(
    rf"(?<![\d.{NUMERALS}])(\d+(?:\.\d+)?|[{NUMERALS}]+)\s*个?({'|'.join(UNITS)})(?:之内|以内|内)?(?![前后])"
)
SEPARATOR = re.compile(r"[,;、。/\n]+")
# Words that make of the number something else than an upper limit, or something that recurs.
NOT_A_LIMIT = re.compile(r"\d|每|第|至少|不少于|不低于|以上|超过|大于|至$|到$|[-~—至]$")
LARGEST = Decimal(10_000)


def parse_spans(text: str) -> tuple[Span, ...]:
    """All limits of the text in order; BadSpan when a part of it is none, or two cannot be told apart."""
    plain = unicodedata.normalize("NFKC", text).strip()
    spans = [span for clause in SEPARATOR.split(plain) if clause.strip() for span in _clause(clause.strip())]
    if not spans:
        raise BadSpan(text)
    notes = [span.note for span in spans]
    if len(spans) > 1 and (len(set(notes)) < len(notes) or notes.count("") > 1):
        raise BadSpan(text)
    return tuple(spans)


def parse_span(text: str) -> Span:
    """The only limit of a text."""
    spans = parse_spans(text)
    if len(spans) > 1:
        raise BadSpan(text)
    return spans[0]


def say(span: Span) -> str:
    """The limit as it is written in lists; `parse_span` reads it back."""
    return f"{span.note}{span.amount.normalize():f}{NAMES[span.unit]}"


def _clause(clause: str) -> list[Span]:
    """Limits inside one clause, each with the words that stand before it, or each with those after."""
    found = list(SPAN.finditer(clause))
    if not found:
        raise BadSpan(clause)
    head, tail = clause[: found[0].start()].strip(), clause[found[-1].end() :].strip()
    if len(found) > 1 and head and tail:
        raise BadSpan(clause)
    between = [clause[one.end() : two.start()].strip() for one, two in pairwise(found)]
    notes = [head + tail] if len(found) == 1 else ([head, *between] if head else [*between, tail])
    if any(NOT_A_LIMIT.search(note) for note in (*notes, head)) or len(max(notes, key=len)) > 30:
        raise BadSpan(clause)
    return [_span(match, note) for match, note in zip(found, notes, strict=True)]


def _span(match: re.Match[str], note: str) -> Span:
    unit, factor = UNITS[match.group(2)]
    amount = _number(match.group(1)) * factor
    if not 0 < amount < LARGEST or amount != round(amount, 2):
        raise BadSpan(match.group())
    return Span(amount, unit, note.strip(":： "))


def _number(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    total = digit = 0
    for letter in text:
        if letter in PLACES:
            total += (digit or 1) * PLACES[letter]
            digit = 0
        elif letter in DIGITS and not digit:
            digit = DIGITS[letter]
        else:
            raise BadSpan(text)
    return Decimal(total + digit)
