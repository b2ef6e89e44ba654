"""Lines of one's own, noted and ticked on a phone: the act's id is the entry's, the subject of a tick the entry."""

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.lib.errors import NotFound
from mulin.lib.ids import known_id
from mulin.people.access import Actor
from mulin.rounds.actions.tick_own import tick_own
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.own import OwnForm, noted
from mulin.surfaces.field.reach import guard
from mulin.ui.forms import labels

NOTE, TICK, HOME = "note", "tick", "/field/day/"


def do(sent: Sent, by: Actor) -> Ended:
    """As the page of the day does it."""
    guard(by)
    if sent.verb == NOTE:
        noted(OwnForm(sent.data), by, id=sent.id)
        return Ended(HOME, None, _("Noted."))
    entry_id = known_id(sent.subject)
    if sent.verb != TICK or entry_id is None:
        raise NotFound
    tick_own(entry_id, by=by)
    return Ended(HOME, None, _("Done."))


def show(sent: Sent, by: Actor) -> Shown:
    """The line."""
    called = labels(OwnForm)
    said = [(called[name], value) for name in called if (value := str(sent.data.get(name) or ""))]
    return Shown(_("my own entry"), _("Done.") if sent.verb == TICK else _("Noted."), said, url=HOME)


def _labels(sent: Sent) -> dict[str, str]:
    return labels(OwnForm)


def _form(sent: Sent) -> str:
    return "/field/day/note/" if sent.verb == NOTE else ""


OWN = ActKind(do=do, show=show, labels=_labels, form=_form)
