"""A home visit as its form tells it, judged in the action; the page and the phone without network share it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mulin.files.rules import CleanPhoto
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.actions.look_round import Filled
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Checklist, Visit
from mulin.surfaces.field.looking import edition_of
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.sheets import EDITION, told
from mulin.ui.cases.given import kind_given
from mulin.ui.forms import cleaned


class VisitForm(forms.Form):
    """How it ended, what was said, what is asked for, when next."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("visit", "How it ended"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    said = forms.CharField(
        label=gettext_lazy("What matters for next time"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asked = forms.CharField(
        label=gettext_lazy("What they ask for"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("This becomes a matter that is followed to its end."),
    )  # fmt: skip
    kind = forms.CharField(label=gettext_lazy("Kind"), max_length=20, required=False)
    next_on = forms.DateField(
        label=gettext_lazy("Next visit"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Left empty, the rule says when; never later than the rule."),
    )  # fmt: skip


def may_call(actor: Actor) -> None:
    """Whoever goes to homes; to others there are none."""
    guard(actor)
    if not (actor.may(Duty.ROUND_DO) or actor.may(Duty.HOUSEHOLD_SERVE)):
        raise NotAllowed


def visited(
    calling: Calling,
    form: VisitForm,
    by: Actor,
    *,
    id: UUID | None,
    captured_at: datetime | None,
    seen: int | None = None,
    filled: Filled | None = None,
) -> Visit:
    """The visit is kept; the same id again is the same visit."""
    given = cleaned(form)
    ended = Told(
        given["outcome"], given["said"], given["asked"], kind_given(given["kind"]), given["next_on"], filled=filled
    )  # fmt: skip
    made, _new = visit(calling, ended, by=by, id=id, captured_at=captured_at, seen=seen)
    return made


def sheet_of(calling: Calling, edition: str = "") -> Checklist | None:
    """What is gone through at this home, where its rule names a checklist in force."""
    return edition_of(calling.rule.checklist_key, edition)


def filled_in(
    calling: Calling, sent: Mapping[str, Any], photos: Mapping[str, Sequence[CleanPhoto]]
) -> Filled | None:
    """What was sent of it; None where the form bore no checklist."""
    checklist = sheet_of(calling, sent.get(EDITION, "")) if EDITION in sent else None
    return Filled(checklist, told(sent, photos, checklist)) if checklist is not None else None


def door_of(calling: Calling) -> str:
    """Where it is, and nothing of who lives there or why they are called on."""
    entrance = calling.household.entrance
    return f"{entrance.building.name} {entrance.name} {calling.household.door}"


def said_of(made: Visit) -> str:
    if made.next_on is None:
        return _("Kept.")
    return _("Kept; next on %(day)s.") % {"day": made.next_on.isoformat()}
