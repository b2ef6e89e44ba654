"""Load the visiting rules that are shipped; those changed here stay as they are."""

from django.db import transaction

from mulin.lib.shipped import rows
from mulin.people.access import Actor
from mulin.rounds.models import VisitRule
from mulin.trail.record import record


@transaction.atomic
def load_visit_rules(*, by: Actor) -> list[VisitRule]:
    """All rules as they now are; a second run changes nothing."""
    known = VisitRule.objects.in_bulk()
    for order, row in enumerate(rows("mulin.rounds", "data/visit_rules.csv"), 1):
        if row["code"] in known:
            continue
        rule = VisitRule(
            code=row["code"],
            name=row["name"],
            every_days=int(row["every_days"]),
            again_days=int(row["again_days"]),
            first_days=int(row["first_days"]),
            season_from=row["season_from"],
            season_to=row["season_to"],
            checklist_key=row["checklist"],
            occasion=row["occasion"],
            most=int(row["most"]),
            order=order * 10,
        )
        rule.save(force_insert=True)
        record("visit_rule.created", rule, by=by)
    return list(VisitRule.objects.all())
