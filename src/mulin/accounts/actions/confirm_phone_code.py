"""Prove a phone by its code: the account of that phone is found, or made at the first time."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.kinds import PHONE_CONTEXT
from mulin.accounts.models import PhoneCode, User
from mulin.lib import clock, crypto
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import public_code
from mulin.trail.record import record


def confirm_phone_code(code: PhoneCode, *, digits: str, by: ActorLike) -> User:
    """A wrong try is counted even though it is refused, so the refusal is raised after the commit."""
    with transaction.atomic():
        row = PhoneCode.objects.select_for_update().filter(pk=code.pk).first()
        if row is None:
            raise NotFound
        account = _account(row, by) if _fits(row, digits) else None
    if account is None:
        raise _refusal(row)
    if not account.is_active:
        raise BadInput(fields={"code": _("This account is closed. Please ask your community office.")})
    return account


def _fits(row: PhoneCode, digits: str) -> bool:
    if row.used or row.tries_left == 0 or row.expires <= clock.now():
        return False
    given = crypto.salted_hash(digits.strip(), bytes.fromhex(row.salt))
    if given != bytes(row.code_hash):
        row.tries_left -= 1
        row.save(update_fields=["tries_left"])
        return False
    row.used = clock.now()
    row.code_sealed = None
    row.save(update_fields=["used", "code_sealed"])
    return True


def _account(row: PhoneCode, by: ActorLike) -> User:
    account = User.objects.filter(phone_hash=bytes(row.phone_hash)).first()
    if account is not None:
        return account
    number = crypto.unseal(bytes(row.phone_sealed), PHONE_CONTEXT)
    account = User(
        login=f"p-{public_code(12)}",
        phone_hash=bytes(row.phone_hash),
        phone_sealed=crypto.seal(number, PHONE_CONTEXT),
    )
    account.set_unusable_password()
    account.save(force_insert=True)
    record("account.opened", account, by=by)
    return account


def _refusal(row: PhoneCode) -> BadInput:
    if row.used or row.expires <= clock.now() or row.tries_left == 0:
        return BadInput(fields={"code": _("This code no longer holds. Please ask for a new one.")})
    return BadInput(fields={"code": _("This code is not right. Please look at the message again.")})
