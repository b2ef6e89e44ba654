"""The person for whom a program reports."""

from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor
from mulin.people.actions.register_person import register_person
from mulin.people.models import Person
from mulin.people.queries import duplicates_of


def reporter_of(name: str, phone: str, by: Actor, *, not_named: str, notes: str = "") -> Person | None:
    """Who has this number already, else a new person; none when nothing was said."""
    name, phone = name.strip(), phone.strip()
    if not (name or phone or notes):
        return None
    try:
        for likeness in duplicates_of({"phone": phone}) if phone else []:
            return Person.objects.get(pk=likeness.person.id)
        return register_person(by=by, name=name or not_named, phone=phone, contact_notes=notes)
    except BadInput as refusal:
        fields = {_said_as(field): text for field, text in refusal.fields.items()}
        raise BadInput(fields=fields) from refusal
    except NotAllowed as refusal:
        said = _("The post of this key may not take in reports for others.")
        raise BadInput(fields={"reporter": said}) from refusal


def _said_as(field: str) -> str:
    return f"reporter.{field}"
