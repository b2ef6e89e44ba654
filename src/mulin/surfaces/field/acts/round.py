"""Checklists filled in on a phone: the subject is the round and its stop, the act's id the check's."""

from uuid import UUID

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.lib.errors import NotFound, Refusal
from mulin.lib.ids import known_id, known_number
from mulin.people.access import Actor
from mulin.rounds.access import occurrence_for
from mulin.rounds.actions.check import check
from mulin.rounds.actions.finish import finish
from mulin.rounds.queries.checklists import checklist_of
from mulin.surfaces.field.acts.answers import answers_said, item_labels, of_an_item, photos_of
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.sheets import said_of, spot_of, told
from mulin.surfaces.field.stops import on_of

CHECK, FINISH = "check", "finish"


def do(sent: Sent, by: Actor) -> Ended:
    """As the page of the stop does it."""
    guard(by)
    round_id, stop = _subject(sent.subject)
    data = {name: sent.data.get(name, "") for name in sent.data}
    if sent.verb == FINISH:
        row = occurrence_for(by, round_id)
        finish(row, reason=str(data.get("reason", "")), by=by, captured_at=sent.captured_at)
        return Ended("/field/", None, _("The round is done."))
    if sent.verb != CHECK:
        raise NotFound
    row, on = on_of(by, round_id, stop)
    given = told(data, photos_of(sent), checklist_of(on.checklist_id))
    made, _new = check(on, given, by=by, id=sent.id, spot=spot_of(data), captured_at=sent.captured_at)
    row.refresh_from_db()
    return Ended(f"/field/rounds/{row.pk}/" if row.tasks_left else "/field/", None, said_of(made))


def show(sent: Sent, by: Actor) -> Shown:
    """What was answered; a round that is no longer open to the person is not named."""
    verb = _("End the round") if sent.verb == FINISH else _("Checklist")
    said = [(_("Reason"), str(sent.data.get("reason", "")))] if sent.verb == FINISH else answers_said(sent)
    try:
        row = occurrence_for(by, _subject(sent.subject)[0])
    except Refusal:
        return Shown(_("a round that is no longer open to you"), verb, said)
    return Shown(row.plan.name, verb, said, url=f"/field/rounds/{row.pk}/")


def _subject(text: str) -> tuple[UUID, int]:
    pk, _slash, stop = text.partition("/")
    round_id = known_id(pk)
    if round_id is None:
        raise NotFound
    return round_id, known_number(stop) or 0


def takes(verb: str, stage: str) -> bool:
    """A photo goes with its item; names of no item are passed over by the checklist."""
    return verb == CHECK and of_an_item(stage)


def _form(sent: Sent) -> str:
    round_id, stop = _subject(sent.subject)
    return f"/field/rounds/{round_id}/{stop}/" if sent.verb == CHECK else ""


ROUND = ActKind(do=do, show=show, takes=takes, labels=item_labels, form=_form)
