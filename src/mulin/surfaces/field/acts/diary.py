"""A line of the diary, written on a phone: the act's id is the entry's; or the words of one's own entry go."""

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.diary.access import entry_for
from mulin.diary.actions.erase import erase
from mulin.diary.kinds import Theme
from mulin.lib.errors import NotFound
from mulin.lib.ids import known_id
from mulin.people.access import Actor
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.diary import EntryForm, entry_form, grounds_of, may_write, written
from mulin.ui.forms import labels

WRITE, ERASE, HOME = "write", "erase", "/field/diary/"


def do(sent: Sent, by: Actor) -> Ended:
    """As the page of the diary does it."""
    may_write(by)
    if sent.verb == ERASE:
        entry_id = known_id(sent.subject)
        if entry_id is None:
            raise NotFound
        erase(entry_for(by, entry_id), by=by)
        return Ended(HOME, None, _("The words are erased."))
    if sent.verb != WRITE:
        raise NotFound
    grounds = grounds_of(by)
    written(entry_form(grounds, sent.data), grounds, by, id=sent.id, captured_at=sent.captured_at)
    return Ended(HOME, None, _("Written down."))


def show(sent: Sent, by: Actor) -> Shown:
    """Its words."""
    if sent.verb == ERASE:
        return Shown(_("Diary of concerns"), _("Erase the words"), url=HOME)
    called = labels(EntryForm)
    theme = dict(Theme.choices).get(str(sent.data.get("theme") or ""), "")
    said = [(called["theme"], str(theme)), (called["text"], str(sent.data.get("text") or ""))]
    return Shown(_("Diary of concerns"), _("Write it down"), [one for one in said if one[1]], url=HOME)


def _labels(sent: Sent) -> dict[str, str]:
    return labels(EntryForm)


def _form(sent: Sent) -> str:
    return HOME if sent.verb == WRITE else ""


DIARY = ActKind(do=do, show=show, labels=_labels, form=_form)
