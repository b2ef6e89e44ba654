"""Load the checklists that are shipped; those changed here stay as they are."""

import hashlib
import json
import tomllib
from datetime import date
from importlib.resources import files

from django.db import transaction

from mulin.people.access import Actor
from mulin.rounds.actions.items import NewItem
from mulin.rounds.actions.publish_checklist import publish_checklist
from mulin.rounds.models import Checklist

# As the shipped list of matters, they hold for whatever history an installation brings in.
FROM = date(2000, 1, 1)


@transaction.atomic
def load_checklists(*, by: Actor) -> int:
    """How many editions are new: those not here yet, and newer shipped ones of lists nobody edited here."""
    text = files("mulin.rounds").joinpath("data/checklists.toml").read_text(encoding="utf-8")
    made = 0
    for row in tomllib.loads(text)["checklist"]:
        mark = "builtin " + hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:12]
        last = (
            Checklist.objects.filter(key=row["key"], edition__gt=Checklist.DRAFT).order_by("-edition").first()
        )
        if last is not None and (last.source == mark or not last.source.startswith("builtin ")):
            continue
        publish_checklist(
            row["key"],
            name=row["name"],
            note=row.get("note", ""),
            items=[NewItem(**item) for item in row["items"]],
            source=mark,
            valid_from=FROM if last is None else None,
            by=by,
        )
        made += 1
    return made
