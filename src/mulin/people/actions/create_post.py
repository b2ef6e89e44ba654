"""Create a post with its role, its organisation and what it reaches."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.people.access import Actor, Everywhere, Place, lineage_of, require_grant
from mulin.people.actions.set_scope import columns_of
from mulin.people.kinds import NAMED_DUTIES
from mulin.people.models import Organisation, Post, Role, Scope
from mulin.people.rules import clean_code, clean_name, clean_office_phone
from mulin.trail.record import record


@transaction.atomic
def create_post(
    *,
    code: str,
    name: str,
    role: Role | str,
    scopes: Sequence[Place | Everywhere],
    organisation: Organisation | None = None,
    named_duties: Collection[str] = (),
    phone: str = "",
    by: Actor,
) -> Post:
    """The creator must manage every place the post will reach, and hold what managing duties it gives."""
    found = Role.objects.filter(code=role.code if isinstance(role, Role) else role).first()
    if found is None:
        raise BadInput(fields={"role": _("There is no such role.")})
    if not scopes:
        raise BadInput(fields={"scopes": _("Say where the post serves.")})
    acting = require_grant(by, found.duties, [lineage_of(place) for place in scopes])
    code = clean_code(code)
    if Post.objects.filter(code=code).exists():
        raise BadInput(fields={"code": _("This code is taken.")})
    if organisation is not None and organisation.closed_on is not None:
        raise BadInput(fields={"organisation": _("This organisation is closed.")})
    post = Post.objects.create(
        code=code,
        name=clean_name(name),
        role=found,
        organisation=organisation,
        named_duties=clean_named(named_duties),
        phone=clean_office_phone(phone),
    )
    columns = list({tuple(sorted(columns_of(place).items())): None for place in scopes})
    Scope.objects.bulk_create([Scope(post=post, **dict(column)) for column in columns])
    fields = {
        "role": found.code,
        "organisation": post.organisation_id,
        "named_duties": post.named_duties,
        "scopes": [list(column[0]) for column in columns],
    }
    record("post.created", post, by=acting, fields=fields)
    return post


def clean_named(duties: Collection[str]) -> list[str]:
    """Only the duties that rank does not open are given by name."""
    if not NAMED_DUTIES.issuperset(duties):
        raise BadInput(fields={"named_duties": _("Only mediation, complaints and care are given by name.")})
    return sorted(set(duties))
