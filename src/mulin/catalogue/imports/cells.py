"""Cells as people fill them in, read into values, or refused with the mend."""

from collections.abc import Iterable
from functools import cache

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.catalogue.kinds import Concern, Door, Secrecy, Urgency
from mulin.catalogue.rules.spans import BadSpan, Span, parse_spans
from mulin.lib.errors import BadInput

YES, NO = {"yes", "y", "1", "true", "是", "有"}, {"no", "n", "0", "false", "否", "无"}
URGENCIES = {
    "": "",
    "一般": Urgency.NORMAL,
    "较急": Urgency.FAIRLY_URGENT,
    "紧急": Urgency.URGENT,
    "特急": Urgency.EXTREMELY_URGENT,
}
# Open to every kind that may come by them; a meter alert only where it is named.
EVERY_DOOR = tuple(door for door in Door.values if door != Door.METER)


@cache
def _by_label(choices: type[models.TextChoices]) -> dict[str, str]:
    found = {value: value for value in choices.values}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found |= {str(choice.label).lower(): choice.value for choice in choices}
    return found


def choice(choices: type[models.TextChoices], field: str, text: str) -> str:
    """The value named by its code or by its label in English or Chinese."""
    value = _by_label(choices).get(text.lower())
    if value is None:
        raise BadInput(fields={field: _("Choose one of: %(values)s") % {"values": ", ".join(choices.values)}})
    return value


def truth(field: str, text: str) -> bool:
    if text.lower() not in YES | NO:
        raise BadInput(fields={field: _("Write yes or no.")})
    return text.lower() in YES


def number(field: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise BadInput(fields={field: _("Write a whole number.")})
    return int(text)


def doors(text: str) -> tuple[list[str], bool]:
    """Doors named, or `all`, without those behind a minus; whether `all` was said."""
    words = text.replace("、", " ").replace(",", " ").replace("，", " ").split()
    every = bool({"all", "全部"} & set(words))
    named = [choice(Door, "doors", word) for word in words if word not in {"all", "全部"} and word[0] != "-"]
    without = {choice(Door, "doors", word[1:]) for word in words if word[0] == "-"}
    wanted = [*(EVERY_DOOR if every else ()), *named]
    return [door for door in Door.values if door in wanted and door not in without], every


def fitting(doors: Iterable[str], concern: str, secrecy: str) -> list[str]:
    """Doors that such a kind may come by: riders tell of places and things, Open311 is open to all."""
    closed = set()
    if concern not in (Concern.PLACE, Concern.THING):
        closed.add(Door.RIDER)
    if secrecy != Secrecy.PUBLIC:
        closed.add(Door.OPEN311)
    return [door for door in doors if door not in closed]


def spans(field: str, text: str) -> tuple[Span, ...]:
    try:
        return parse_spans(text)
    except BadSpan:
        example = _("This time limit cannot be read: %(text)s. Write it like 2紧急工作时, 4工作时, 5工作日.")
        raise BadInput(fields={field: example % {"text": text[:40]}}) from None


def by_urgency(field: str, text: str) -> list[tuple[str, Span]]:
    """5工作日；紧急24紧急工作时 as limits by urgency, the empty one for all."""
    found = []
    for span in spans(field, text):
        if span.note not in URGENCIES:
            raise BadInput(
                fields={
                    field: _("Only 一般, 较急, 紧急 and 特急 may stand before a limit: %(text)s")
                    % {"text": text[:40]}
                }
            )
        found.append((URGENCIES[span.note], span))
    return found
