"""The verbs of a target as pages and phones send them: a form or a row in, one action called."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from mulin.campaigns.actions.agree import agree
from mulin.campaigns.actions.assign import assign
from mulin.campaigns.actions.end_step import do_step, drop_step
from mulin.campaigns.actions.erase import erase_party
from mulin.campaigns.actions.hear import hear
from mulin.campaigns.actions.settle import decline, finish, reopen
from mulin.campaigns.actions.talk import talk
from mulin.campaigns.models import Party, Step, Target
from mulin.lib.errors import NotFound
from mulin.lib.ids import known_id, known_number
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.ui.campaigns.forms import (
    AgreeForm,
    AssignForm,
    Base,
    FinishForm,
    HearForm,
    ReasonForm,
    TalkForm,
)
from mulin.ui.forms import cleaned

FORMS: dict[str, type[Base]] = {
    "talk": TalkForm,
    "agree": AgreeForm,
    "hear": HearForm,
    "finish": FinishForm,
    "decline": ReasonForm,
    "reopen": ReasonForm,
    "assign": AssignForm,
}


def carried(target: Target, verb: str, form: Base | None, row: str, by: Actor) -> None:
    """Do it with what the form holds, or to the row that is named; BadInput, NotFound and the actions' refusals."""
    if verb in VERBS and form is not None:
        cleaned(form)
        VERBS[verb](target, form, by)
    elif verb in ON_ROWS:
        ON_ROWS[verb](target, known_id(row), by)
    else:
        raise NotFound


def form_for(target: Target, verb: str, data: Any) -> Base | None:
    """The form of a verb that has one, with what was sent."""
    return FORMS[verb](data, target=target) if verb in FORMS else None


def _hear(target: Target, form: Base, by: Actor) -> None:
    given = form.cleaned_data
    hear(
        target,
        role=given["role"],
        name=given["name"],
        phone=given["phone"],
        view=given["view"],
        id=given["id"],
        by=by,
    )


def _talk(target: Target, form: Base, by: Actor) -> None:
    given = form.cleaned_data
    talk(
        target,
        party=form.chosen_party(),
        text=given["text"],
        next_on=given["next_on"],
        captured_at=given["captured_at"],
        id=given["id"],
        by=by,
    )


def _agree(target: Target, form: Base, by: Actor) -> None:
    given = form.cleaned_data
    agree(target, party=form.chosen_party(), text=given["text"], by_on=given["by_on"], id=given["id"], by=by)


def _assign(target: Target, form: Base, by: Actor) -> None:
    number = known_number(form.cleaned_data["post"]) or 0
    assign(target, post=Post.objects.select_related("role").get(pk=number), by=by)


def _step(target: Target, row: UUID | None) -> Step:
    step = Step.objects.select_related("target").filter(target=target).filter(pk=row or target.pk).first()
    if step is None:
        raise NotFound
    return step


def _erase(target: Target, row: UUID | None, by: Actor) -> None:
    party = Party.objects.select_related("target").filter(target=target).filter(pk=row or target.pk).first()
    if party is None:
        raise NotFound
    erase_party(party, by=by)


VERBS: dict[str, Callable[[Target, Base, Actor], object]] = {
    "talk": _talk,
    "agree": _agree,
    "hear": _hear,
    "finish": lambda target, form, by: finish(target, text=form.cleaned_data["text"], by=by),
    "decline": lambda target, form, by: decline(target, reason=form.cleaned_data["reason"], by=by),
    "reopen": lambda target, form, by: reopen(target, reason=form.cleaned_data["reason"], by=by),
    "assign": _assign,
}
ON_ROWS: dict[str, Callable[[Target, UUID | None, Actor], object]] = {
    "step": lambda target, row, by: do_step(_step(target, row), by=by),
    "drop": lambda target, row, by: drop_step(_step(target, row), by=by),
    "erase": _erase,
}
