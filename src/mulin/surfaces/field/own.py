"""A line of one's own as its form tells it."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.people.access import Actor
from mulin.rounds.actions.note_own import LONGEST, note_own
from mulin.rounds.models import OwnEntry
from mulin.ui.forms import cleaned


class OwnForm(forms.Form):
    """What, and on which day."""

    text = forms.CharField(label=_("Something of my own"), max_length=LONGEST)
    due_on = forms.DateField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def noted(form: OwnForm, by: Actor, *, id: UUID | None) -> OwnEntry:
    """The line is kept; the same id again is the same line."""
    given = cleaned(form)
    return note_own(given["text"], by=by, due_on=given["due_on"], id=id)
