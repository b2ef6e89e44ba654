"""Make a key for a program; the key itself is told once."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.kinds import KEY_LENGTH, KEY_PREFIX
from mulin.accounts.models import ApiKey
from mulin.accounts.rules import key_hash
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.lib.ids import public_code
from mulin.trail.record import record


@dataclass(frozen=True)
class NewKey:
    """The row, and the key to be shown this one time."""

    row: ApiKey
    secret: str


@transaction.atomic
def create_key(name: str, *, post_code: str, by: ActorLike) -> NewKey:
    """The caller has made sure that the post exists; the program acts as that post."""
    name = name.strip()
    if not name:
        raise BadInput(fields={"name": _("Please name the program that will use the key.")})
    if len(name) > 120:
        raise BadInput(fields={"name": _("Please use at most 120 letters.")})
    secret = KEY_PREFIX + public_code(KEY_LENGTH)
    row = ApiKey.objects.create(
        name=name,
        post_code=post_code,
        key_hash=key_hash(secret),
        hint=secret[:10],
        created=clock.now(),
        created_by=by.account_id,
    )
    record("key.created", row, by=by, fields={"post": post_code})
    return NewKey(row, secret)
