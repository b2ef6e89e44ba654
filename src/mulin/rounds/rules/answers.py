"""What an answer to an item of a checklist means, and whether it fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.utils.translation import gettext as _

from mulin.lib.years import is_near
from mulin.rounds.kinds import AnswerKind

LONGEST_NOTE, LONGEST_NAME, MOST_DIGITS = 2000, 60, 12
YES, NO = "yes", "no"


class Asked(Protocol):
    """An item as the rules need it."""

    code: str
    kind: str
    required: bool
    low: Decimal | None
    high: Decimal | None
    choices: list[list[str]]
    bad: list[str]
    within_days: int | None
    shown_if: dict[str, Any]


@dataclass(frozen=True)
class Parsed:
    """An answer in the shape it is kept in; `said` is empty where nothing was answered."""

    said: str = ""
    number: Decimal | None = None
    day: date | None = None
    failed: bool = False


class WrongAnswer(ValueError):
    """What is wrong, in words for whoever answered."""


def is_shown(item: Asked, given: Mapping[str, str]) -> bool:
    """Whether the item is asked at all, by the answer to the one it depends on."""
    wanted = item.shown_if
    return not wanted or given.get(str(wanted.get("item")), "") in wanted.get("is", ())


def parsed(item: Asked, text: str, today: date) -> Parsed:
    """The answer, or WrongAnswer with the mend named. Photos are counted by the caller."""
    text = text.replace("\x00", "").strip()
    if not text:
        if item.required and item.kind != AnswerKind.PHOTO:
            raise WrongAnswer(_("Please answer this."))
        return Parsed()
    return READERS[AnswerKind(item.kind)](item, text, today)


def _yes_no(item: Asked, text: str, _today: date) -> Parsed:
    if text not in (YES, NO):
        raise WrongAnswer(_("Choose yes or no."))
    return Parsed(text, failed=text in item.bad)


def _choice(item: Asked, text: str, _today: date) -> Parsed:
    if text not in [choice[0] for choice in item.choices]:
        raise WrongAnswer(_("Choose one of those offered."))
    return Parsed(text, failed=text in item.bad)


def _number(item: Asked, text: str, _today: date) -> Parsed:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise WrongAnswer(_("Write a number, such as 18.5.")) from error
    if not number.is_finite() or abs(number) >= 10**8 or len(text) > MOST_DIGITS:
        raise WrongAnswer(_("Write a number, such as 18.5."))
    number = number.quantize(Decimal("0.01"))
    low = item.low is not None and number < item.low
    high = item.high is not None and number > item.high
    return Parsed(f"{number.normalize():f}", number=number, failed=low or high)


def _expiry(item: Asked, text: str, today: date) -> Parsed:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise WrongAnswer(_("Write the date as 2027-06-30.")) from error
    if not is_near(day):
        raise WrongAnswer(_("Look at the year again."))
    return Parsed(text, day=day, failed=day < today + timedelta(days=item.within_days or 0))


def _words(_item: Asked, text: str, _today: date) -> Parsed:
    if len(text) > LONGEST_NOTE:
        raise WrongAnswer(_("At most %(most)d characters.") % {"most": LONGEST_NOTE})
    return Parsed(text)


def _signature(_item: Asked, text: str, _today: date) -> Parsed:
    if len(text) > LONGEST_NAME:
        raise WrongAnswer(_("At most %(most)d characters.") % {"most": LONGEST_NAME})
    return Parsed(text)


READERS = {
    AnswerKind.YES_NO: _yes_no,
    AnswerKind.CHOICE: _choice,
    AnswerKind.NUMBER: _number,
    AnswerKind.EXPIRY: _expiry,
    AnswerKind.NOTE: _words,
    AnswerKind.PHOTO: _words,
    AnswerKind.SIGNATURE: _signature,
}
