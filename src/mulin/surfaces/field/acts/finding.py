"""A finding of a round, made on a phone: the act's id is the case's."""

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.finding import STAGES, may_report, said_of, taken
from mulin.surfaces.field.forms import FindingForm


def do(sent: Sent, by: Actor) -> Ended:
    """As the page does it."""
    may_report(by)
    form = FindingForm(sent.data)
    if not form.is_valid():
        raise BadInput(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    case = taken(form.cleaned_data, sent.photos, by, id=sent.id, captured_at=sent.captured_at)
    return Ended(f"/field/cases/{case.pk}/", None, said_of(case))


def show(sent: Sent, by: Actor) -> Shown:
    """Its words; nobody else can have changed what was not there yet."""
    labels = {name: str(field.label) for name, field in FindingForm.base_fields.items()}
    wanted = ("text", "address", "result")
    said = [(labels[name], value) for name in wanted if (value := str(sent.data.get(name) or ""))]
    return Shown(_("A finding"), _("Report a finding"), said)


def takes(verb: str, stage: str) -> bool:
    return stage in STAGES


FINDING = ActKind(do=do, show=show, takes=takes)
