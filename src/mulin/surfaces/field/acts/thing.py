"""The checklist of a thing whose code was read, filled in on a phone: the subject is the code, the act's id the check's."""

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.lib.errors import NotFound, Refusal
from mulin.people.access import Actor
from mulin.surfaces.field.acts.answers import answers_said, item_labels, of_an_item, photos_of
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.looking import looked_at
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.sheets import said_of
from mulin.things.access import thing_for

CHECK = "check"


def do(sent: Sent, by: Actor) -> Ended:
    """As the page of the thing does it, on the edition that the phone had."""
    if sent.verb != CHECK:
        raise NotFound
    guard(by)
    data = {name: str(sent.data.get(name, "")) for name in sent.data}
    made = looked_at(
        thing_for(by, sent.subject), data, photos_of(sent), by, id=sent.id, captured_at=sent.captured_at
    )
    return Ended(_form(sent), None, said_of(made))


def show(sent: Sent, by: Actor) -> Shown:
    """What was answered."""
    try:
        thing = thing_for(by, sent.subject)
    except Refusal:
        return Shown(_("a thing that is no longer open to you"), _("Checklist"), answers_said(sent))
    return Shown(thing.name, _("Checklist"), answers_said(sent), url=_form(sent))


def takes(verb: str, stage: str) -> bool:
    return verb == CHECK and of_an_item(stage)


def _form(sent: Sent) -> str:
    return f"/field/things/{sent.subject}/"


THING = ActKind(do=do, show=show, takes=takes, labels=item_labels, form=_form)
