"""Verbs on cases, done on a phone: the subject is the case, its version the one that the phone had read."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from mulin.care.actions.see_case import see_case
from mulin.cases.access import case_for, opened
from mulin.cases.actions.turn import may
from mulin.cases.commands import COMMANDS, Ask, Command, Shape, perform
from mulin.cases.kinds import Verb
from mulin.cases.models import Case
from mulin.cases.queries.timeline import timeline
from mulin.catalogue.models import Kind
from mulin.devices.actions.receive import Ended
from mulin.lib.errors import NotFound, Refusal
from mulin.lib.ids import known_id, known_number
from mulin.people.access import Actor
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.photos import keep
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.stages import STAGE_WORDS, STAGES
from mulin.ui.cases.forms import sent as fields_of
from mulin.ui.cases.tale import tale
from mulin.ui.cases.words import DONE, verb_words

CAPTURED = "captured_at"


def do(sent: Sent, by: Actor) -> Ended:
    """As the page of the verb does it: photos and verb together or not at all."""
    guard(by)
    case, command = case_for(by, _id(sent.subject)), _command(sent.verb)
    given = fields_of(command, sent.data)
    if command.versioned:
        given["expected_version"] = "" if sent.expected is None else str(sent.expected)
    if any(ask.name == CAPTURED for ask in command.asks):
        given[CAPTURED] = sent.captured_at.isoformat()
    if may(case, command.verb, by):
        keep(case, dict(sent.photos), by)
    row = perform(case, sent.verb, by, given)
    return Ended(f"/field/cases/{case.pk}/", row.version, str(DONE.get(sent.verb) or _("Done.")))


def show(sent: Sent, by: Actor) -> Shown:
    """What was sent, and what others did to the case since the phone had read it."""
    command = COMMANDS.get(sent.verb)
    said = list(_said(command, sent)) if command else []
    verb = str(verb_words(sent.verb)) if command else sent.verb
    try:
        case, audience = opened(by, _id(sent.subject))
    except Refusal:
        return Shown(_("a matter that is no longer open to you"), verb, said)
    see_case(case, by=by)
    since = [
        entry for entry in timeline(case, audience) if sent.expected is None or entry.seq > sent.expected
    ]
    return Shown(
        title=f"{case.title} · {case.number}",
        verb=verb,
        said=said,
        since=tale(since, audience),
        version=case.version,
        url=f"/field/cases/{case.pk}/",
        may_note=sent.verb != "note" and may(case, Verb.NOTE, by),
    )


def as_note(sent: Sent, by: Actor) -> Ended:
    """What can no longer be done is kept with the case as a note, photos too: the work was not for nothing."""
    guard(by)
    case = case_for(by, _id(sent.subject))
    words = "；".join(f"{label}：{value}" for label, value in show(sent, by).said)
    keep(case, dict(sent.photos), by)
    text = _("Sent from the field as “%(verb)s”: %(words)s") % {"verb": verb_words(sent.verb), "words": words}
    row = perform(case, "note", by, {"text": text[:8000]})
    return Ended(f"/field/cases/{case.pk}/", row.version)


def version(subject: str, by: Actor) -> int | None:
    """The case's present version, while it is open to the actor."""
    try:
        case: Case = case_for(by, _id(subject))
    except Refusal:
        return None
    return case.version


def takes(verb: str, stage: str) -> bool:
    return stage in STAGES.get(verb, ())


def _id(text: str) -> UUID:
    found = known_id(text)
    if found is None:
        raise NotFound
    return found


def _command(name: str) -> Command:
    if name not in COMMANDS:
        raise NotFound
    return COMMANDS[name]


def _said(command: Command, sent: Sent) -> Iterator[tuple[str, str]]:
    for ask in command.asks:
        values = [value for value in sent.data.getlist(ask.name) if value]
        if values and ask.name != CAPTURED:
            yield str(ask.label), _words(ask, values)


def _words(ask: Ask, values: Sequence[str]) -> str:
    if ask.shape is Shape.FLAG:
        return _("Yes") if values[0] in {"1", "on", "true"} else _("No")
    if ask.shape is Shape.CHOICE:
        return str(dict(ask.choices).get(values[0], values[0]))
    if ask.shape is Shape.KIND and (number := known_number(values[0])) is not None:
        return Kind.objects.filter(pk=number).values_list("name", flat=True).first() or values[0]
    return "、".join(values)


def _labels(sent: Sent) -> dict[str, str]:
    command = COMMANDS.get(sent.verb)
    asked = {ask.name: str(ask.label) for ask in command.asks} if command else {}
    return {**asked, **{stage: str(words) for stage, words in STAGE_WORDS.items()}}


def _form(sent: Sent) -> str:
    return f"/field/cases/{_id(sent.subject)}/{sent.verb}/"


CASE = ActKind(do=do, show=show, takes=takes, version=version, labels=_labels, form=_form)
