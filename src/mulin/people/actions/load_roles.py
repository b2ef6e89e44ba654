"""Load the roles that are shipped; those changed here stay as they are."""

import csv
from importlib.resources import files

from django.db import transaction

from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Role
from mulin.trail.record import record


def shipped() -> list[Role]:
    """The roles of roles.csv, not saved."""
    text = files("mulin.people").joinpath("roles.csv").read_text(encoding="utf-8")
    return [
        Role(
            code=row["code"],
            name=row["name"],
            duties=[Duty(duty).value for duty in row["duties"].split()],
            one_holder=row["one_holder"] == "yes",
            public=row["public"] == "yes",
            order=int(row["order"]),
        )
        for row in csv.DictReader(text.splitlines())
    ]


@transaction.atomic
def load_roles(*, by: Actor) -> list[Role]:
    """All shipped roles as they now are; a second run changes nothing."""
    acting = require(by, Duty.POST_MANAGE, {})
    known = Role.objects.in_bulk()
    for role in shipped():
        if role.code not in known:
            role.save(force_insert=True)
            record("role.created", role, by=acting, fields={"duties": role.duties})
    return list(Role.objects.all())
