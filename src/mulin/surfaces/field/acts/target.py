"""Talks, steps and what became of a campaign's target, done on a phone: the subject is the target with its version."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mulin.campaigns.access import target_for
from mulin.campaigns.actions.turn import hold
from mulin.campaigns.kinds import PartyRole
from mulin.campaigns.models import Party, Target
from mulin.devices.actions.receive import Ended
from mulin.lib.errors import NotFound, Refusal
from mulin.lib.ids import known_id, known_number
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.ui.campaigns.forms import called
from mulin.ui.campaigns.pages import DONE, FOLDS
from mulin.ui.campaigns.since import since
from mulin.ui.campaigns.verbs import FORMS, carried, form_for
from mulin.ui.forms import labels

HOME = "/field/campaigns/"
HIDDEN = frozenset({"id", "captured_at"})
#: What sets aside what others may have settled; the rest stands beside whatever they did.
CROSSING = frozenset({"talk", "finish", "decline", "reopen", "assign"})


def do(sent: Sent, by: Actor) -> Ended:
    """As the page of the target does it."""
    if sent.verb not in DONE:
        raise NotFound
    target = hold(_found(sent.subject, by), sent.expected if sent.verb in CROSSING else None)
    data = sent.data.copy()
    data["id"], data["captured_at"] = str(sent.id), sent.captured_at.isoformat()
    carried(target, sent.verb, form_for(target, sent.verb, data), data.get("row", ""), by)
    target.refresh_from_db(fields=["version"])
    return Ended(f"{HOME}{target.pk}/", target.version, str(DONE[sent.verb]))


def show(sent: Sent, by: Actor) -> Shown:
    """What was entered, and what others did here since."""
    said = list(_said(sent))
    verb = str(FOLDS[sent.verb][1]) if sent.verb in FOLDS else str(DONE.get(sent.verb, sent.verb))
    try:
        target = _found(sent.subject, by)
    except Refusal:
        return Shown(_("a target that is no longer open to you"), verb, said)
    others = since(target, sent.expected) if sent.expected is not None else []
    return Shown(target.label, verb, said, others, target.version, f"{HOME}{target.pk}/")


def _said(sent: Sent) -> Iterator[tuple[str, str]]:
    for name, label in _labels(sent).items():
        value = str(sent.data.get(name) or "")
        if name == "party":
            number = known_id(value)
            party = Party.objects.filter(pk=number).first() if number else None
            value = called(party) if party is not None and party.erased_at is None else ""
        elif name == "role":
            value = str(dict(PartyRole.choices).get(value, value))
        elif name == "post":
            value = (
                Post.objects.filter(pk=known_number(value) or 0).values_list("name", flat=True).first()
                or value
            )
        if value and name not in HIDDEN:
            yield label, value


def _found(text: str, by: Actor) -> Target:
    number = known_id(text)
    if number is None:
        raise NotFound
    return target_for(by, number)


def version(subject: str, by: Actor) -> int | None:
    try:
        return _found(subject, by).version
    except Refusal:
        return None


def _labels(sent: Sent) -> dict[str, str]:
    return labels(FORMS[sent.verb]) if sent.verb in FORMS else {}


def _form(sent: Sent) -> str:
    return f"{HOME}{sent.subject}/{sent.verb}/" if sent.verb in FORMS else ""


TARGET = ActKind(do=do, show=show, version=version, labels=_labels, form=_form)
