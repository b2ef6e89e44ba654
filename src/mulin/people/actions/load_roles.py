"""Load the roles that are shipped; what was changed here stays as it is, duties new in the table are added."""

from collections import defaultdict

from django.db import transaction

from mulin.lib.shipped import rows
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Role
from mulin.trail.models import Event
from mulin.trail.record import record


def shipped() -> list[Role]:
    """The roles of roles.csv, not saved."""
    return [
        Role(
            code=row["code"],
            name=row["name"],
            duties=[Duty(duty).value for duty in row["duties"].split()],
            one_holder=row["one_holder"] == "yes",
            public=row["public"] == "yes",
            order=int(row["order"]),
        )
        for row in rows("mulin.people", "roles.csv")
    ]


@transaction.atomic
def load_roles(*, by: Actor) -> list[Role]:
    """All shipped roles as they now are; a second run changes nothing.

    A role that is here already gets duties that are new in the table, each once: what its history has ever
    named, given or taken away, is the owner's to decide.
    """
    acting = require(by, Duty.POST_MANAGE, {})
    known = Role.objects.select_for_update().in_bulk()
    named = _named()
    for role in shipped():
        if role.code not in known:
            role.save(force_insert=True)
            record("role.created", role, by=acting, fields={"duties": role.duties})
        elif role.code in named:
            _extend(known[role.code], set(role.duties) - named[role.code], acting)
    return list(Role.objects.all())


def _named() -> dict[str, set[str]]:
    """Every duty that a role's history names."""
    found: dict[str, set[str]] = defaultdict(set)
    told = Event.objects.filter(subject_kind="role", verb__in=("role.created", "role.changed"))
    for code, data in told.values_list("subject_id", "data"):
        for part in ("duties", "added", "removed"):
            found[code].update(data.get(part, ()))
    return found


def _extend(role: Role, new: set[str], by: Actor) -> None:
    added = sorted(new - set(role.duties))
    if added:
        role.duties = [duty for duty in Duty.values if duty in {*role.duties, *added}]
        role.save(update_fields=["duties"])
        record("role.changed", role, by=by, fields={"added": added, "removed": []})
