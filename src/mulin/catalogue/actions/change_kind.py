"""Change fields of a kind in a draft."""

from typing import Any

from django.db import transaction

from mulin.catalogue.access import manager
from mulin.catalogue.actions._drafts import hang, locked_draft, shaped
from mulin.catalogue.models import Kind
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def change_kind(kind: Kind, *, by: Actor, **changes: Any) -> Kind:
    """Only what differs is written; nothing different is no event."""
    acting = manager(by)
    locked_draft(kind.edition_id)
    row = Kind.objects.select_for_update(of=("self",)).select_related("parent").get(pk=kind.pk)
    changed = shaped(row, changes)
    if not changed:
        return row
    row.save(update_fields=[*changed, *hang(row, row.parent)])
    if "name" in changed:
        _rename_below(row)
    record("catalogue.kind_changed", row, by=acting, fields={"key": row.key, "changed": changed})
    return row


def _rename_below(parent: Kind) -> None:
    for child in parent.children.all():
        hang(child, parent)
        child.save(update_fields=["path"])
        _rename_below(child)
