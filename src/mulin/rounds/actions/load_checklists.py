"""Load the checklists that are shipped; those changed here stay as they are."""

import hashlib
import json
import tomllib
from importlib.resources import files

from django.db import transaction

from mulin.people.access import Actor
from mulin.rounds.actions.publish_checklist import NewItem, publish_checklist
from mulin.rounds.models import Checklist


@transaction.atomic
def load_checklists(*, by: Actor) -> int:
    """How many editions are new: those not here yet, and newer shipped ones of lists nobody edited here."""
    text = files("mulin.rounds").joinpath("data/checklists.toml").read_text(encoding="utf-8")
    made = 0
    for row in tomllib.loads(text)["checklist"]:
        mark = "builtin " + hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:12]
        last = Checklist.objects.filter(key=row["key"]).order_by("-edition").first()
        if last is not None and (last.source == mark or not last.source.startswith("builtin ")):
            continue
        publish_checklist(
            row["key"],
            name=row["name"],
            note=row.get("note", ""),
            items=[NewItem(**item) for item in row["items"]],
            source=mark,
            by=by,
        )
        made += 1
    return made
