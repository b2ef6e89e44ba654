"""Messages leave the house: several of one person become one digest; a gateway that is down delays, never loses."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.accounts.actions.mark_code_sent import mark_code_sent
from mulin.accounts.queries import code_to_send
from mulin.gateways.send import send
from mulin.notices.actions.leave import note_fate, take_ready
from mulin.notices.kinds import Channel
from mulin.notices.models import Message, Preference
from mulin.notices.queries import words_of
from mulin.notices.rules import ROBOTS, digest
from mulin.people.models import Person
from mulin.trail.models import Event

LANGUAGE = "zh-hans"


@transaction.atomic
def deliver() -> int:
    """Send what is ready for one person by one way; how many messages that took."""
    ready = take_ready()
    if not ready:
        return 0
    address = _address(ready[0])
    if not address:
        note_fate(ready, ok=True, kept=True)
        return len(ready)
    with translation.override(LANGUAGE):
        lines = [words_of(message.notice) for message in ready if message.notice]
        receipt = send(ready[0].channel, address, digest(lines, _("From your neighbourhood:")))
    note_fate(ready, ok=receipt.ok, kept=receipt.kept, error=receipt.error)
    return len(ready)


def _address(message: Message) -> str:
    if message.channel == Channel.SMS:
        person = Person.objects.filter(pk=message.person_id, erased=None).first()
        return (person.phone or "") if person else ""
    wish = Preference.objects.filter(person_id=message.person_id).first()
    if wish is None:
        return ""
    if message.channel == Channel.EMAIL:
        return wish.email or ""
    robot = wish.wecom or ""
    return robot if robot.startswith(ROBOTS) else ""


def send_code(event: Event) -> None:
    """A login code was asked for: it leaves at once, and its sealed copy is wiped."""
    code = code_to_send(int(event.subject_id))
    if code is None:
        return
    with translation.override(LANGUAGE):
        words = _("Your code for Mulin is %(code)s; it is good for ten minutes. Tell it to nobody.")
        receipt = send("sms", code.phone, words % {"code": code.code})
    if not receipt.ok:
        raise ConnectionError(receipt.error)
    mark_code_sent(int(event.subject_id))
