"""Whom to call for an alert, in order, with their numbers; asked only while it is live."""

from dataclasses import dataclass

from mulin.care.kinds import CallStep, Tie
from mulin.care.models import Alert
from mulin.care.rules.chain import Link, Tried, chain, next_link
from mulin.people.queries import responsible_chain, responsible_for_household


@dataclass(frozen=True)
class Call:
    """One step as the page shows it."""

    link: Link
    words: str
    name: str
    phone: str
    now: bool


def chain_of(alert: Alert) -> list[Call]:
    """The whole chain, the step whose turn it is marked."""
    contacts = {contact.pk: contact for contact in alert.entry.contacts.all()}
    tried = [Tried(one.step, one.contact_id, one.result) for one in alert.tries.exclude(step=CallStep.DOOR)]
    links = chain([(pk, contact.tie) for pk, contact in contacts.items()], tried)
    turn = next_link(links)
    found = []
    for link in links:
        name, phone = _whom(alert, link)
        contact = contacts.get(link.contact_id or 0)
        if contact is not None:
            name, phone = f"{contact.name or ''} ({Tie(contact.tie).label})", contact.phone or ""
        found.append(Call(link, str(link.step.label), name, phone, link is turn))
    return found


def _whom(alert: Alert, link: Link) -> tuple[str, str]:
    if link.step == CallStep.PERSON:
        return alert.entry.person.name or "", alert.entry.person.phone or ""
    if link.step == CallStep.POST:
        charge = responsible_for_household(alert.entry.household)
        if charge is not None:
            return charge.post.name, charge.post.phone
        first = next(iter(responsible_chain(alert.entry.household.area)), None)
        return (first.name, first.phone) if first else ("", "")
    return "", ""
