"""Bring in the list of community matters that ships with the house, and what foreign lists mean in it."""

import hashlib
from datetime import date

from django.db import transaction

from mulin.catalogue.imports.catalogue import take_catalogue
from mulin.catalogue.imports.ladder import DATA
from mulin.catalogue.kinds import EditionState
from mulin.catalogue.models import Edition, Kind, KindMapping
from mulin.catalogue.rules.codes import key_of
from mulin.lib.errors import BadInput
from mulin.lib.tables import read
from mulin.people.access import Actor

SCHEME = "MUL"
# The shipped list holds for whatever history an installation brings in.
FROM = date(2000, 1, 1)
MAPPINGS = {"GOV": "labels.csv", "YC": "standards.csv"}


@transaction.atomic
def load_builtin(*, by: Actor) -> Edition:
    """Again: nothing, or a newer shipped list as a new edition; a list edited here is left alone."""
    shipped = DATA / "community.csv"
    mark = "builtin " + hashlib.sha256(shipped.read_bytes()).hexdigest()[:12]
    latest = (
        Edition.objects.select_for_update(of=("self",))
        .filter(scheme__code=SCHEME)
        .order_by("-number")
        .first()
    )
    ours = latest is None or (latest.state == EditionState.PUBLISHED and latest.note.startswith("builtin "))
    if ours and (latest is None or latest.note != mark):
        report = take_catalogue(shipped, by=by, from_date=FROM if latest is None else None)
        if not report.saved:
            raise BadInput("; ".join(str(problem) for problem in report.problems))
        latest = Edition.objects.get(scheme__code=SCHEME, state=EditionState.PUBLISHED)
        latest.note = mark
        latest.save(update_fields=["note"])
    _map()
    return Edition.objects.filter(scheme__code=SCHEME).exclude(state=EditionState.DRAFT).latest("number")


def _map() -> None:
    known = set(Kind.objects.filter(scheme_code=SCHEME).values_list("key", flat=True))
    rows = [
        KindMapping(scheme_code=scheme, path=row["path"], kind_key=key_of(row["kind"]))
        for scheme, name in MAPPINGS.items()
        for row in read(DATA / name, ["path", "kind"])
    ]
    KindMapping.objects.bulk_create(
        [row for row in rows if row.kind_key in known],
        update_conflicts=True,
        unique_fields=["scheme_code", "path"],
        update_fields=["kind_key"],
    )
