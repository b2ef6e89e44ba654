"""Make duty rows of the units that a city's standards name, where organisations of those names exist."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from mulin.catalogue.actions.set_duty import set_duty
from mulin.catalogue.models import Edition, Standard
from mulin.people.access import Actor
from mulin.people.models import Organisation
from mulin.places.models import Area


@transaction.atomic
def duties_from_standards(edition: Edition, area: Area, *, by: Actor, basis: str = "") -> dict[str, str]:
    """Lead is the first named unit that exists, the others assist; what no unit answers for, by kind.

    Rows set by hand stay: only kinds without an open row in the area get one. Again is harmless.
    """
    by_name = _organisations()
    held = set(area.duty_rows.filter(valid_to__isnull=True).values_list("key", flat=True))
    missing: dict[str, str] = {}
    done: set[str] = set()
    standards = Standard.objects.filter(kind__edition=edition).select_related("kind")
    for standard in standards.order_by("kind__position", "number"):
        key = standard.kind.key
        if key in held or key in done:
            continue
        units = [by_name[name] for name in standard.responsible_units if name in by_name]
        if not units:
            missing.setdefault(key, standard.responsible)
            continue
        lead, *others = dict.fromkeys(units)
        set_duty(key, area, organisation=lead, assist=others, basis=basis, by=by)
        done.add(key)
    return {key: units for key, units in missing.items() if key not in done}


def _organisations() -> Mapping[str, Organisation]:
    """Open organisations whose name no other has."""
    found: dict[str, Organisation] = {}
    twice: set[str] = set()
    for one in Organisation.objects.filter(Q(closed_on__isnull=True)):
        if one.name in found:
            twice.add(one.name)
        found[one.name] = one
    return {name: one for name, one in found.items() if name not in twice}
