"""What the actions on a draft share: the lock, the guard and the writing of a kind."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mulin.catalogue.kinds import EditionState
from mulin.catalogue.models import Edition, Kind
from mulin.catalogue.rules.codes import code_of, scheme_key
from mulin.catalogue.rules.shape import KIND_FIELDS, LONGEST_PATH, faults
from mulin.lib.errors import BadInput, WrongState


def locked_draft(edition_id: int) -> Edition:
    """The edition, locked; refused unless it is a draft."""
    edition = Edition.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=edition_id)
    if edition.state != EditionState.DRAFT:
        raise WrongState(_("This edition is published and no longer changes; make a new draft."))
    return edition


def shaped(kind: Kind, changes: Mapping[str, Any]) -> list[str]:
    """Set the fields that differ on the kind, not yet saved; their names. BadInput when they do not fit."""
    unknown = sorted(set(changes) - set(KIND_FIELDS))
    if unknown:
        raise BadInput(fields={name: _("There is no such field.") for name in unknown})
    before = {field: getattr(kind, field) for field in KIND_FIELDS}
    found = faults(before | dict(changes))
    if found:
        raise BadInput(fields=found)
    changed = [field for field, value in changes.items() if before[field] != value]
    for field in changed:
        setattr(kind, field, changes[field])
    return changed


def hang(kind: Kind, parent: Kind | None) -> list[str]:
    """Place the kind under a parent, not yet saved: its chain and path follow."""
    chain = [kind.key, *(parent.chain if parent else [scheme_key(kind.key)])]
    path = f"{parent.path}/{kind.name}" if parent else kind.name
    if len(path) > LONGEST_PATH:
        raise BadInput(fields={"name": _("With the classes above it the name is too long.")})
    changed = [
        field
        for field, value in (("chain", chain), ("path", path), ("parent_id", parent.pk if parent else None))
        if getattr(kind, field) != value
    ]
    kind.chain, kind.path, kind.parent = chain, path, parent
    return ["parent" if field == "parent_id" else field for field in changed]


def new_kind(edition: Edition, key: str) -> Kind:
    return Kind(edition=edition, scheme_code=edition.scheme.code, code=code_of(key), key=key)
