"""Take a kind out of a draft; older editions, and the cases filed under them, keep it."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.actions._drafts import locked_draft
from mulin.catalogue.models import Edition, Kind
from mulin.lib.errors import WrongState
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def retire_kind(kind: Kind, *, by: Actor) -> Edition:
    """A class goes only when its kinds have gone; gone already is no fault."""
    acting = manager(by)
    draft = locked_draft(kind.edition_id)
    row = draft.kinds.filter(key=kind.key).first()
    if row is None:
        return draft
    if row.children.exists():
        raise WrongState(_("Other kinds stand under this one; take them out first."))
    record("catalogue.kind_retired", draft, by=acting, fields={"key": row.key})
    row.delete()
    return draft
