"""Send a login code to a phone: the row holds it, the event only names the row."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.kinds import (
    ADDRESS_CONTEXT,
    CODE_CONTEXT,
    CODE_DIGITS,
    CODE_LIFE,
    CODE_TRIES,
    CODES_PER_ADDRESS,
    CODES_PER_PHONE,
    PAUSE_BETWEEN_CODES,
    PHONE_CONTEXT,
    WINDOW,
)
from mulin.accounts.models import PhoneCode
from mulin.accounts.rules import normal_phone
from mulin.lib import clock, crypto
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.lib.locks import hold
from mulin.trail.record import record


@transaction.atomic
def send_phone_code(phone: str, *, address: str, by: ActorLike) -> PhoneCode:
    """Refused when asked too often; the message itself leaves after the commit."""
    number = normal_phone(phone)
    phone_hash = crypto.lookup_hash(number, PHONE_CONTEXT)
    address_hash = crypto.lookup_hash(address, ADDRESS_CONTEXT)
    now = clock.now()
    # Two requests at once must not both pass the count.
    hold(f"login code of {phone_hash.hex()}")
    _guard(phone_hash, address_hash, now)
    digits = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    salt = crypto.new_salt()
    row = PhoneCode.objects.create(
        phone_hash=phone_hash,
        phone_sealed=crypto.seal(number, PHONE_CONTEXT),
        address_hash=address_hash,
        salt=salt.hex(),
        code_hash=crypto.salted_hash(digits, salt),
        code_sealed=crypto.seal(digits, CODE_CONTEXT),
        tries_left=CODE_TRIES,
        created=now,
        expires=now + CODE_LIFE,
    )
    record("code.asked", row, by=by)
    return row


def _guard(phone_hash: bytes, address_hash: bytes, now: datetime) -> None:
    recent = PhoneCode.objects.filter(phone_hash=phone_hash)
    if recent.filter(created__gt=now - PAUSE_BETWEEN_CODES).exists():
        raise _too_often(
            _("A code was sent less than a minute ago. Please wait a moment and look at your messages.")
        )
    if recent.filter(created__gt=now - WINDOW).count() >= CODES_PER_PHONE:
        raise _too_often(_("This number has been sent many codes. Please try again in an hour."))
    from_here = PhoneCode.objects.filter(address_hash=address_hash, created__gt=now - WINDOW)
    if from_here.count() >= CODES_PER_ADDRESS:
        raise _too_often(_("Many codes were asked for from this network. Please try again in an hour."))


def _too_often(words: object) -> BadInput:
    return BadInput(fields={"phone": str(words)}, code="too_often")
