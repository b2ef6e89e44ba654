"""What a phone number and a login name must look like; hashes of keys."""

import hashlib
import re

import phonenumbers
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput

LOGIN = re.compile(r"[\w.@+-]{2,150}")


def normal_phone(text: str) -> str:
    """The number as +8613…, for mobile phones that can receive a code."""
    bad = BadInput(fields={"phone": _("Please give a mobile number, such as 138 0013 8000.")})
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException as error:
        raise bad from error
    kind = phonenumbers.number_type(number)
    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if not phonenumbers.is_valid_number(number) or kind not in mobile:
        raise bad
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def checked_login(text: str) -> str:
    """A login name that can be typed on any phone and confused with no other."""
    login = text.strip().lower()
    if not LOGIN.fullmatch(login):
        raise BadInput(
            fields={"login": _("Use 2 to 150 letters, digits or . @ + - _ as login name, without spaces.")}
        )
    return login


def key_hash(key: str) -> bytes:
    """Keys are long and random, so a plain hash finds and proves them."""
    return hashlib.sha256(key.encode()).digest()
