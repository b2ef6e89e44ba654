"""Sessions kept in the database, read together with the account and its rights: one statement begins a request."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from mulin.accounts.models import User
from mulin.lib import clock
from mulin.people.access import Actor, Reader, actor_for, reader_of

MOST_KNOWN = 20_000


class _Known:
    """Whose a session was when last read, so that the account can be asked for along with it.

    Only a guess of what to read: who is logged in is decided by the session itself, every time.
    """

    def __init__(self) -> None:
        self.accounts: OrderedDict[str, int] = OrderedDict()
        self.lock = Lock()

    def of(self, session_key: str | None) -> int | None:
        return self.accounts.get(session_key) if session_key else None

    def keep(self, session_key: str | None, account_id: int) -> None:
        if not session_key:
            return
        with self.lock:
            self.accounts[session_key] = account_id
            while len(self.accounts) > MOST_KNOWN:
                self.accounts.popitem(last=False)


_known = _Known()


class SessionStore(DatabaseStore):
    """Django's own store; a session seen before is read with its account."""

    reader: Reader | None = None

    def load(self) -> dict[str, Any]:
        account_id = _known.of(self.session_key)
        if account_id is None or self.session_key is None:
            return dict(super().load())
        self.reader = reader_of(self.session_key, account_id, clock.today())
        if self.reader is None:
            self._session_key = None
            return {}
        return dict(self.decode(self.reader.session_data))


def user_of(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Who is logged in: the account read with the session if it is the session's, else as Django finds them."""
    account = _account_of(request)
    if account is not None:
        return account
    found = get_user(request)
    if isinstance(found, User) and found.pk is not None:
        _known.keep(request.session.session_key, found.pk)
    return found


def _account_of(request: HttpRequest) -> User | None:
    session = request.session
    named, backend = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    reader = getattr(session, "reader", None)
    account: User | None = reader.account if reader is not None else None
    if account is None or named != str(account.pk) or not account.is_active:
        return None
    if backend not in settings.AUTHENTICATION_BACKENDS:
        return None
    fits = constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    return account if fits else None


def reading_actor(request: HttpRequest) -> Actor:
    """Who acts, with the rights read with the session if they are this user's."""
    user = request.user
    reader = getattr(request.session, "reader", None)
    if (
        user.is_authenticated
        and reader is not None
        and reader.account is not None
        and reader.account.pk == user.pk
    ):
        person_id, posts = reader.rights
        return Actor(account_id=user.pk, person_id=person_id, posts=posts)
    return actor_for(user)
