"""Taking in a file of organisations."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Row
from mulin.people.access import Actor
from mulin.people.actions.change_organisation import change_organisation
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.imports.columns import ORGANISATIONS, choice, rows_of
from mulin.people.imports.lookups import area_of, organisation_of
from mulin.people.kinds import OrganisationKind
from mulin.people.models import Organisation


def take_organisations(
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    by: Actor | None = None,
) -> Intake:
    """A known code is changed where the row says otherwise; superiors come before those under them."""
    actor = by or Actor.system("import")
    rows = rows_of(path, ORGANISATIONS)
    return take_in(
        rows, lambda row: _one(row, actor), dry_run=dry_run, keep_good=keep_good, progress=progress
    )


def _one(row: Row, by: Actor) -> Fate:
    kind = choice(row["kind"], OrganisationKind, "kind")
    area = area_of(row["area"], "area") if row["area"] else None
    parent = organisation_of(row["parent"], "parent") if row["parent"] else None
    known = Organisation.objects.filter(code=row["code"]).first()
    if known is None:
        create_organisation(
            code=row["code"],
            name=row["name"],
            kind=kind,
            area=area,
            parent=parent,
            credit_code=row["credit_code"],
            phone=row["phone"],
            address=row["address"],
            by=by,
        )
        return Fate.MADE
    if known.kind != kind:
        raise BadInput(fields={"kind": _("The kind of an organisation does not change: use a new code.")})
    changed = change_organisation(
        known,
        name=row["name"],
        phone=row["phone"] or None,
        address=row["address"] or None,
        credit_code=row["credit_code"] or None,
        area=area,
        parent=parent,
        by=by,
    )
    names = ("name", "phone", "address", "credit_code", "area_id", "parent_id")
    same = all(getattr(known, name) == getattr(changed, name) for name in names)
    return Fate.SAME if same else Fate.CHANGED
