"""The person for whom a program reports."""

from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.people.actions.register_person import register_person
from mulin.people.models import Person
from mulin.people.queries import duplicates_of


def reporter_of(name: str, phone: str, by: Actor, *, not_named: str) -> Person | None:
    """Who has this number already, else a new person; none when nothing was said."""
    name, phone = name.strip(), phone.strip()
    if not name and not phone:
        return None
    for likeness in duplicates_of({"phone": phone}) if phone else []:
        return Person.objects.get(pk=likeness.person.id)
    try:
        return register_person(by=by, name=name or not_named, phone=phone)
    except BadInput as refusal:
        fields = {
            "reporter_phone" if key == "phone" else "reporter_name": text
            for key, text in refusal.fields.items()
        }
        raise BadInput(fields=fields) from refusal
