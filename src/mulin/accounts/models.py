"""Rows of accounts: who logs in, phone codes under way, keys of programs."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Accounts(BaseUserManager["User"]):
    """Finds accounts; they are made by actions only."""


class User(AbstractBaseUser):
    """Whoever can log in; what they may do comes from the posts they hold, never from here."""

    login = models.CharField(_("login name"), max_length=150, unique=True)
    is_active = models.BooleanField(pgettext_lazy("account", "open"), default=True)
    must_change_password = models.BooleanField(_("must choose a new password"), default=False)
    phone_hash = models.BinaryField(unique=True, null=True, max_length=64)
    phone_sealed = models.BinaryField(null=True, max_length=512)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")

    def __str__(self) -> str:
        return self.login


class PhoneCode(models.Model):
    """One login code on its way to a phone: hashed for the check, sealed only until it has been sent."""

    phone_hash = models.BinaryField(max_length=64)
    phone_sealed = models.BinaryField(max_length=512)
    address_hash = models.BinaryField(max_length=64)
    salt = models.CharField(max_length=32)
    code_hash = models.BinaryField(max_length=64)
    code_sealed = models.BinaryField(null=True, max_length=512)
    tries_left = models.PositiveSmallIntegerField()
    created = models.DateTimeField()
    expires = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["phone_hash", "-created"], name="phone_code_by_phone"),
            models.Index(fields=["address_hash", "-created"], name="phone_code_by_address"),
        ]


class ApiKey(models.Model):
    """A program's way in: acts as one post; the key itself is shown once and kept as a hash."""

    name = models.CharField(max_length=120)
    post_code = models.CharField(max_length=64)
    key_hash = models.BinaryField(unique=True, max_length=64)
    hint = models.CharField(max_length=12)
    created = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["post_code"], name="api_key_by_post"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"


class SavedView(models.Model):
    """A list as its owner wants to find it again: a page with its filters, under a name."""

    owner = models.ForeignKey("accounts.User", models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_view_once"),
        ]

    def __str__(self) -> str:
        return self.name
