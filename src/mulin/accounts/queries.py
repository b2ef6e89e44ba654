"""Finding accounts, keys, codes and saved views; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from mulin.accounts.kinds import CODE_CONTEXT, PHONE_CONTEXT
from mulin.accounts.models import ApiKey, PhoneCode, SavedView, User
from mulin.accounts.rules import key_hash, normal_phone
from mulin.lib import clock, crypto

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class CodeToSend:
    """What the text message needs; lives only in memory."""

    phone: str
    code: str


def has_second_factor(account_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=FACTORS).exists())


def account_by_phone(phone: str) -> User | None:
    found = crypto.lookup_hash(normal_phone(phone), PHONE_CONTEXT)
    return User.objects.filter(phone_hash=found, is_active=True).first()


def phone_of(account: User) -> str:
    """The proven number of an account, or nothing."""
    return crypto.unseal(bytes(account.phone_sealed), PHONE_CONTEXT) if account.phone_sealed else ""


def key_for(token: str) -> ApiKey | None:
    """The key in force that this token opens with."""
    return ApiKey.objects.filter(key_hash=key_hash(token), revoked=None).first() if token else None


def keys() -> QuerySet[ApiKey]:
    return ApiKey.objects.order_by("-created", "-pk")


def code_to_send(code_id: int) -> CodeToSend | None:
    """What to send, unless it has been sent, used, or has run out meanwhile."""
    row = PhoneCode.objects.filter(pk=code_id, sent=None, used=None, expires__gt=clock.now()).first()
    if row is None or row.code_sealed is None:
        return None
    return CodeToSend(
        phone=crypto.unseal(bytes(row.phone_sealed), PHONE_CONTEXT),
        code=crypto.unseal(bytes(row.code_sealed), CODE_CONTEXT),
    )


def saved_views(account_id: int | None, page: str) -> list[SavedView]:
    if account_id is None:
        return []
    return list(SavedView.objects.filter(owner_id=account_id, page=page).order_by("name"))
