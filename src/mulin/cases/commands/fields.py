"""What a verb asks for, and how what was sent becomes what its action takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mulin.cases.access import case_for
from mulin.catalogue.models import Kind, Standard
from mulin.lib.clock import LOCAL
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.people.models import Organisation, Post
from mulin.places.models import Area


class Shape(StrEnum):
    """The shape of one field."""

    TEXT = "text"
    LINE = "line"
    FLAG = "flag"
    WHOLE = "whole"
    DEGREE = "degree"
    MOMENT = "moment"
    CHOICE = "choice"
    ORGANISATION = "organisation"
    ORGANISATIONS = "organisations"
    POST = "post"
    AREA = "area"
    KIND = "kind"
    STANDARD = "standard"
    CASE = "case"
    CLOCK = "clock"


@dataclass(frozen=True)
class Ask:
    """One field: its name, its label, its shape; `choices` for CHOICE.

    `after` is the name of the yes-or-no field that must be answered yes before this one is asked.
    """

    name: str
    label: str | Promise
    shape: Shape = Shape.TEXT
    required: bool = False
    choices: Sequence[tuple[str, str | Promise]] = ()
    default: Any = None
    help: str | Promise = ""
    after: str = ""


Given = Mapping[str, Any]
TRUE, FALSE = frozenset({"1", "true", "on", "yes"}), frozenset({"0", "false", "off", "no"})


def take(asked: Sequence[Ask], given: Given, by: Actor) -> dict[str, Any]:
    """The action's arguments; BadInput names every field that is wrong at once."""
    taken: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for ask in asked:
        value = given.get(ask.name)
        if value in (None, "", []):
            if ask.required:
                wrong[ask.name] = _("Please fill in this field.")
            elif ask.default is not None:
                taken[ask.name] = ask.default
            continue
        try:
            taken[ask.name] = _read(value, ask, by)
        except (ValueError, TypeError, OverflowError):
            wrong[ask.name] = _("This cannot be read; please check it.")
        except NotFound:
            wrong[ask.name] = _("There is no such thing, or it is not open to you.")
    if wrong:
        raise BadInput(fields=wrong)
    return taken


def _read(value: Any, ask: Ask, by: Actor) -> Any:
    if ask.shape is Shape.CHOICE:
        return _choice(value, ask)
    if ask.shape is Shape.CASE:
        return case_for(by, UUID(str(value)))
    return READERS[ask.shape](value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in TRUE | FALSE:
        raise ValueError(word)
    return word in TRUE


def _whole(value: Any) -> int:
    number = int(value)
    if isinstance(value, float) or abs(number) > 10**9:
        raise ValueError(value)
    return number


def _degree(value: Any) -> float:
    number = float(value)
    if not -180 <= number <= 180:
        raise ValueError(value)
    return number


def _moment(value: Any) -> datetime:
    """A moment, or a day, which means its last minute; without a zone it is local."""
    text = str(value)
    found = parse_datetime(text)
    if found is None:
        day: date | None = parse_date(text)
        if day is None:
            raise ValueError(text)
        found = datetime.combine(day, time(23, 59))
    return found if found.tzinfo else found.replace(tzinfo=LOCAL)


def _choice(value: Any, ask: Ask) -> str:
    if str(value) not in {code for code, _label in ask.choices}:
        raise ValueError(value)
    return str(value)


def _row(model: type[Model], value: Any, **where: Any) -> Any:
    """A row by its code, or by its number."""
    text = str(value)
    columns = {field.name for field in model._meta.get_fields()}
    found = model._default_manager.filter(code=text, **where).first() if "code" in columns else None
    if found is None and (number := known_number(text)) is not None:
        found = model._default_manager.filter(pk=number, **where).first()
    if found is None:
        raise NotFound
    return found


def _organisations(value: Any) -> list[Organisation]:
    names = value if isinstance(value, list | tuple) else str(value).split(",")
    return [_row(Organisation, str(name).strip()) for name in names if str(name).strip()]


def _kind(value: Any) -> Kind:
    text = str(value)
    if (number := known_number(text)) is not None:
        found = Kind.objects.filter(pk=number).first()
    else:
        found = Kind.objects.filter(key=text, edition__state="published").first()
    if found is None:
        raise NotFound
    return found


READERS: dict[Shape, Callable[[Any], Any]] = {
    Shape.TEXT: _text,
    Shape.LINE: _text,
    Shape.FLAG: _flag,
    Shape.WHOLE: _whole,
    Shape.DEGREE: _degree,
    Shape.MOMENT: _moment,
    Shape.ORGANISATION: lambda value: _row(Organisation, value),
    Shape.ORGANISATIONS: _organisations,
    Shape.POST: lambda value: _row(Post, value),
    Shape.AREA: lambda value: _row(Area, value),
    Shape.KIND: _kind,
    Shape.STANDARD: lambda value: _row(Standard, value),
    Shape.CLOCK: _whole,
}
