"""Checks of what is entered about organisations and posts; each refusal names the field and the mend."""

import re
import unicodedata

import phonenumbers
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from mulin.lib.errors import BadInput

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_OFFICE = re.compile(r"[0-9+()# -]{3,24}(?:转[0-9]{1,6})?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_FIXED = re.compile(r"0[0-9]{9,11}|[48]00[0-9]{7}")


def plain(text: str) -> str:
    """The text in ordinary widths, without control letters and doubled spaces."""
    kept = (" " if letter.isspace() else letter for letter in unicodedata.normalize("NFKC", text))
    letters = "".join(letter for letter in kept if unicodedata.category(letter)[0] != "C")
    return re.sub(r" {2,}", " ", letters).strip()


def clean_code(code: str, field: str = "code") -> str:
    """A code that fits an address and a table."""
    code = plain(code)
    if not _CODE.fullmatch(code):
        raise BadInput(fields={field: _("Use 1 to 64 letters, digits, dots, colons or dashes.")})
    return code


def clean_name(name: str, field: str = "name", most: int = 120) -> str:
    """A name that says something and fits."""
    name = plain(name)
    if not name:
        raise BadInput(fields={field: _("Enter a name.")})
    if len(name) > most:
        raise BadInput(fields={field: _("Shorten the name to %(most)s letters.") % {"most": most}})
    return name


def clean_office_phone(phone: str, field: str = "phone") -> str:
    """A number to print on a card: an office, a relay or a short number."""
    phone = plain(phone)
    if phone and not _OFFICE.fullmatch(phone):
        raise BadInput(fields={field: _("Enter an office number such as 0531-12345678 or 12345.")})
    return phone


def clean_phone(phone: str, field: str = "phone") -> str:
    """A person's number in one form: Chinese ones as digits, others with + and country."""
    phone = plain(phone)
    if not phone:
        return ""
    wrong = BadInput(fields={field: _("Enter a mobile number of 11 digits or a landline with area code.")})
    try:
        number = phonenumbers.parse(phone, "CN")
    except phonenumbers.NumberParseException:
        raise wrong from None
    if number.country_code != 86:
        if not phonenumbers.is_valid_number(number):
            raise wrong
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    digits = ("0" if number.italian_leading_zero else "") + str(number.national_number)
    if not _MOBILE.fullmatch(digits):
        digits = re.sub(r"[^0-9]", "", re.sub(r"^(\+|00)86", "", phone))
    if not (_MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits)):
        raise wrong
    return digits


def clean_credit_code(code: str, field: str = "credit_code") -> str | None:
    """A unified social credit code of 18 letters with its check letter, or none."""
    code = plain(code)
    if not code:
        return None
    try:
        return str(uscc.validate(code))
    except ValidationError:
        message = _("This is no valid social credit code: 18 letters with a check letter.")
        raise BadInput(fields={field: message}) from None
