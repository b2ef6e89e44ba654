"""Who sat at the table, as a mediator writes it down: the reporter, names with phones, numbers, codes."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mulin.cases.actions.mediate import Seat
from mulin.cases.models import Case, Party
from mulin.lib.errors import BadInput
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.people.actions.register_person import register_person
from mulin.people.models import Organisation, Person
from mulin.people.queries import duplicates_of

BETWEEN, PHONE = re.compile(r"[,，、;；\n]+"), re.compile(r"\+?[\d-]{7,}$")


def seats_named(case: Case, given: Mapping[str, Any], by: Actor) -> list[Seat]:
    """One seat for each that is named on each side; who is not known yet is registered."""
    return [
        _seat(case, side, name.split(), by)
        for side in ("one", "other", "expert")
        for name in _apart(str(given.get(side) or ""))
    ]


def _apart(text: str) -> list[str]:
    """Parted by commas; numbers and codes also by spaces."""
    apart: list[str] = []
    for name in filter(None, map(str.strip, BETWEEN.split(text))):
        words = name.split()
        plain = all(word.isascii() and not PHONE.match(word) for word in words)
        apart.extend(words if plain else [name])
    return apart


def _seat(case: Case, side: str, words: list[str], by: Actor) -> Seat:
    name = " ".join(words)
    if organisation := Organisation.objects.filter(code=name).first():
        return Seat(side, organisation=organisation)
    if name == _("the reporter") and case.reporter_id is not None:
        return Seat(side, Person.objects.get(pk=case.reporter_id))
    if name.isdigit() and not PHONE.match(name):
        person = Person.objects.filter(pk=known_number(name) or 0, erased=None).first()
        if person is None:
            raise BadInput(fields={side: _("No person or organisation has the number %s.") % name})
        return Seat(side, person)
    phone = words[-1] if PHONE.match(words[-1]) else ""
    name = " ".join(words[:-1] if phone else words)
    try:
        return Seat(side, _person(case, side, name, phone, by))
    except BadInput as refusal:
        raise BadInput(fields={side: next(iter(refusal.fields.values()))}) from None


def _person(case: Case, side: str, name: str, phone: str, by: Actor) -> Person:
    """Whoever has the phone, or sat here under the same name; else somebody new."""
    for likeness in duplicates_of({"phone": phone}) if phone else []:
        return Person.objects.get(pk=likeness.person.id)
    for party in Party.objects.filter(case=case, side=side).select_related("person"):
        if party.person is not None and party.person.name == name:
            return party.person
    if len(name) < 2:
        raise BadInput(fields={"name": _("Write the name beside the number.")})
    return register_person(name=name, phone=phone, by=by)
