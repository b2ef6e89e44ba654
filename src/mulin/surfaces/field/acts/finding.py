"""A finding of a round, made on a phone: the act's id is the case's."""

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.people.access import Actor
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.finding import STAGES, may_report, said_of, taken
from mulin.surfaces.field.forms import FindingForm
from mulin.ui.forms import cleaned, labels


def do(sent: Sent, by: Actor) -> Ended:
    """As the page does it."""
    may_report(by)
    form = FindingForm(sent.data)
    case = taken(cleaned(form), sent.photos, by, id=sent.id, captured_at=sent.captured_at)
    return Ended(f"/field/cases/{case.pk}/", None, said_of(case))


def show(sent: Sent, by: Actor) -> Shown:
    """Its words; nobody else can have changed what was not there yet."""
    called = _labels(sent)
    wanted = ("text", "address", "result")
    said = [(called[name], value) for name in wanted if (value := str(sent.data.get(name) or ""))]
    return Shown(_("A finding"), _("Report a finding"), said)


def takes(verb: str, stage: str) -> bool:
    return stage in STAGES


def _labels(sent: Sent) -> dict[str, str]:
    return labels(FindingForm)


def _form(sent: Sent) -> str:
    return "/field/report/"


FINDING = ActKind(do=do, show=show, takes=takes, labels=_labels, form=_form)
