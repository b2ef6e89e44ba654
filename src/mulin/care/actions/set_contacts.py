"""Whom to call, in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.kinds import Tie
from mulin.care.models import Contact, Entry
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.people.rules import clean_phone, plain
from mulin.trail.record import record

MOST = 8


@dataclass(frozen=True)
class NewContact:
    """One contact as given."""

    tie: str
    name: str
    phone: str


@transaction.atomic
def set_contacts(entry: Entry, *, contacts: Sequence[NewContact], by: Actor) -> list[Contact]:
    """The whole list anew, in calling order; the same list again changes nothing."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    acting = acting_on(by, entry)
    if len(contacts) > MOST:
        raise BadInput(fields={"contacts": _("At most %(most)d contacts.") % {"most": MOST}})
    wanted = [_clean(contact) for contact in contacts]
    present = list(entry.contacts.all())
    if [(one.tie, one.name, one.phone) for one in present] == [(c.tie, c.name, c.phone) for c in wanted]:
        return present
    entry.contacts.all().delete()
    made = Contact.objects.bulk_create(
        Contact(entry=entry, place=place, tie=one.tie, name=one.name, phone=one.phone)
        for place, one in enumerate(wanted, 1)
    )
    record("entry.contacts_set", entry, by=acting, fields={"count": len(made)})
    return made


def _clean(contact: NewContact) -> NewContact:
    name = plain(contact.name)
    if contact.tie not in Tie.values or not name or len(name) > 60:
        raise BadInput(fields={"contacts": _("Each contact needs a name and what they are to the person.")})
    return NewContact(contact.tie, name, clean_phone(contact.phone))
