"""Add a kind to a draft."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.actions._drafts import hang, locked_draft, new_kind, shaped
from mulin.catalogue.models import Edition, Kind
from mulin.catalogue.rules.codes import key_of
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def add_kind(edition: Edition, *, code: str, by: Actor, parent: Kind | None = None, **fields: Any) -> Kind:
    """A kind with that code may be in the draft only once."""
    acting = manager(by)
    draft = locked_draft(edition.pk)
    key = key_of(code, draft.scheme.code)
    if not key or key.endswith(":"):
        raise BadInput(fields={"code": _("Write the code like %(code)s-0101.") % {"code": draft.scheme.code}})
    if draft.kinds.filter(key=key).exists():
        raise BadInput(fields={"code": _("There is a kind with this code already.")})
    if parent is not None and parent.edition_id != draft.pk:
        raise BadInput(fields={"parent": _("The class belongs to another edition.")})
    kind = new_kind(draft, key)
    shaped(kind, fields)
    hang(kind, parent)
    kind.save(force_insert=True)
    record("catalogue.kind_added", kind, by=acting, fields={"key": key, "edition": draft.pk})
    return kind
