"""The actor behind a program's key."""

from mulin.accounts.queries import key_for
from mulin.lib.errors import NotFound
from mulin.people.access import Actor


def actor_of_key(token: str) -> Actor | None:
    """The post that the key stands for, alone; None when the key or the post is no longer in force."""
    try:
        key = key_for(token.strip())
    except UnicodeEncodeError:
        return None
    if key is None:
        return None
    try:
        return Actor.for_post(key.post_code)
    except NotFound:
        return None


def bearer(header: str) -> str:
    """The token of an `Authorization: Bearer` header, else nothing."""
    scheme, _space, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
