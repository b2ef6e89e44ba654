"""Checks of what is entered about a person, and the keyed hashes by which it is found again."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from mulin.lib import clock, crypto
from mulin.lib.errors import BadInput
from mulin.people.kinds import Gender, PersonField
from mulin.people.rules.entries import clean_name, clean_phone, plain

CHILD_UNTIL = 14  # Personal Information Protection Law, art. 28 and 31
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
# Provinces of GB/T 2260; 81-83 are the residence permits of Hong Kong, Macao and Taiwan.
_ID_NUMBER = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|8[1-3])\d{15}[\dX]", re.ASCII)
_GENDERS = {
    "女": Gender.FEMALE,
    "男": Gender.MALE,
    "": Gender.UNSAID,
    **{item.value: item for item in Gender},
}
Text = str | Promise


def clean_person(given: Mapping[str, str | date | None]) -> dict[str, str]:
    """The given fields in their one form; BadInput names every one that is wrong at once."""
    unknown = sorted(set(given) - set(PersonField.values))
    if unknown:
        raise BadInput(fields={name: _("This is not kept of a person.") for name in unknown})
    cleaned: dict[str, str] = {}
    wrong: dict[str, Text] = {}
    for name, value in given.items():
        text = value.isoformat() if isinstance(value, date) else plain(value or "")
        try:
            cleaned[name] = _CLEANERS[name](text)
        except BadInput as refusal:
            wrong.update(refusal.fields)
    if not wrong:
        wrong = _fill_from_number(cleaned)
    if wrong:
        raise BadInput(fields=wrong)
    return cleaned


def _fill_from_number(cleaned: dict[str, str]) -> dict[str, Text]:
    """What the identity number tells is not asked again, and may not be contradicted."""
    number = cleaned.get("id_number")
    if not number:
        return {}
    wrong: dict[str, Text] = {}
    told = {
        "birth_date": ric.get_birth_date(number).isoformat(),
        "gender": Gender.MALE.value if int(number[16]) % 2 else Gender.FEMALE.value,
    }
    for name, value in told.items():
        if cleaned.get(name) in {None, "", Gender.UNSAID.value}:
            cleaned[name] = value
        elif cleaned[name] != value:
            wrong[name] = _("This contradicts the identity number.")
    return wrong


def _person_name(text: str) -> str:
    """王 小明 and 王小明 are one name."""
    return clean_name(re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", text), most=60)


def _id_number(text: str) -> str:
    if not text:
        return ""
    number = str(ric.compact(text))
    # Not ric.validate: it refuses whoever was born before the county's code was, that is most of the old.
    right = bool(_ID_NUMBER.fullmatch(number)) and ric.calc_check_digit(number) == number[-1]
    try:
        born = ric.get_birth_date(number) if right else None
    except ValidationError:
        born = None
    if born is None:
        message = _("This is no valid identity number: check all 18 digits, the last may be X.")
        raise BadInput(fields={"id_number": message})
    _check_birth(born, "id_number")
    return number


def _birth_date(text: str) -> str:
    if not text:
        return ""
    found = _DATE.fullmatch(text.replace(" ", ""))
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise BadInput(fields={"birth_date": _("Enter the date of birth as 1958-03-21.")})
    _check_birth(day, "birth_date")
    return day.isoformat()


def _check_birth(day: date, field: str) -> None:
    today = clock.today()
    if not today.year - 130 <= day.year or day > today:
        raise BadInput(fields={field: _("The date of birth lies in the future or too far back.")})


def _gender(text: str) -> str:
    if text not in _GENDERS:
        raise BadInput(fields={"gender": _("Enter 女, 男 or nothing.")})
    return _GENDERS[text].value


def _notes(text: str) -> str:
    if len(text) > 300:
        raise BadInput(fields={"contact_notes": _("Shorten this to 300 letters.")})
    return text


_CLEANERS: dict[str, Callable[[str], str]] = {
    "name": _person_name,
    "phone": clean_phone,
    "id_number": _id_number,
    "gender": _gender,
    "birth_date": _birth_date,
    "contact_notes": _notes,
}


def _hash(text: str, context: str) -> bytes | None:
    return crypto.lookup_hash(text, f"person.{context}") if text else None


def fingerprints(fields: Mapping[str, str | None]) -> dict[str, bytes | None]:
    """The hash columns of these (cleaned) fields."""
    name, born = fields.get("name") or "", fields.get("birth_date") or ""
    return {
        "name_hash": _hash(name, "name"),
        "phone_hash": _hash(fields.get("phone") or "", "phone"),
        "id_hash": _hash(fields.get("id_number") or "", "id_number"),
        "name_birth_hash": _hash(f"{name}|{born}" if name and born else "", "name_birth"),
    }


def is_child(birth_date: str | None, today: date) -> bool:
    """Under fourteen, whose data only a guardian may open to others; unknown age is taken as grown up."""
    if not birth_date:
        return False
    born = date.fromisoformat(birth_date)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return age < CHILD_UNTIL
