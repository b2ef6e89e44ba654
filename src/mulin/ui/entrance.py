"""Allauth bent to this house: no sign-up, no e-mail, people land where their duties are."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from mulin.accounts.kinds import FACTOR_CONTEXT
from mulin.lib import crypto
from mulin.ui.http import address_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth brings no types
    """Accounts are opened by those who keep them, and by proving a phone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Landing on one's page says enough; the notes of allauth are left out."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Messages leave through our own gateways only."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)


def login_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """The login name under which axes counts failures, the same whether asked before or after the try."""
    found = credentials.get("username", "") if credentials else request.POST.get("login", "")
    return found.strip().lower()[:150]


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth brings no types
    """Secrets of second factors are sealed like any other personal field."""

    def encrypt(self, text: str) -> str:
        return crypto.seal(text, FACTOR_CONTEXT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(bytes.fromhex(encrypted_text), FACTOR_CONTEXT)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Messages leave through our own gateways only."""

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        name = str(user.get_username())
        return {"id": str(user.pk).encode(), "display_name": name, "name": name}
