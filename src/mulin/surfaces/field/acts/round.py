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
from mulin.rounds.models import Item
from mulin.rounds.queries.checklists import checklist_of
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.sheets import ANSWER, NOTE, PHOTO, choices_of, said_of, spot_of, told
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
    photos = {name.removeprefix(PHOTO): taken for name, taken in sent.photos.items()}
    given = told(data, photos, checklist_of(on.checklist_id))
    made, _new = check(on, given, by=by, id=sent.id, spot=spot_of(data), captured_at=sent.captured_at)
    row.refresh_from_db()
    return Ended(f"/field/rounds/{row.pk}/" if row.tasks_left else "/field/", None, said_of(made))


def show(sent: Sent, by: Actor) -> Shown:
    """What was answered; a round that is no longer open to the person is not named."""
    verb = _("End the round") if sent.verb == FINISH else _("Checklist")
    try:
        row = occurrence_for(by, _subject(sent.subject)[0])
    except Refusal:
        return Shown(_("a round that is no longer open to you"), verb, _said(sent))
    return Shown(row.plan.name, verb, _said(sent), url=f"/field/rounds/{row.pk}/")


def _said(sent: Sent) -> list[tuple[str, str]]:
    if sent.verb == FINISH:
        return [(_("Reason"), str(sent.data.get("reason", "")))]
    asked = {item.code: item for item in Item.objects.filter(code__in=_codes(sent)).order_by("pk")}
    found = []
    for code, item in asked.items():
        answer, note = (str(sent.data.get(part + code) or "") for part in (ANSWER, NOTE))
        words = [dict(choices_of(item)).get(answer, answer), note]
        if any(words):
            found.append((item.text, "；".join(one for one in words if one)))
    return found


def _codes(sent: Sent) -> set[str]:
    return {name.removeprefix(part) for name in sent.data for part in (ANSWER, NOTE) if name.startswith(part)}


def _subject(text: str) -> tuple[UUID, int]:
    pk, _slash, stop = text.partition("/")
    round_id = known_id(pk)
    if round_id is None:
        raise NotFound
    return round_id, known_number(stop) or 0


def takes(verb: str, stage: str) -> bool:
    """A photo goes with its item; names of no item are passed over by the checklist."""
    return verb == CHECK and stage.startswith(PHOTO)


ROUND = ActKind(do=do, show=show, takes=takes)
