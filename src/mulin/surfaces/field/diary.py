"""A line of the diary as its form tells it; the page and the phone without network share it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from mulin.diary.actions.write import write
from mulin.diary.kinds import Theme
from mulin.diary.models import DiaryEntry
from mulin.diary.rules import LONGEST
from mulin.lib.errors import NotAllowed
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Area
from mulin.ui.forms import cleaned

MOST_AREAS = 40


class EntryForm(forms.Form):
    """A line or two, its area and theme."""

    text = forms.CharField(
        label=gettext_lazy("What do people talk about?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "A line or two about the matter. Name nobody and say nothing of how a person behaves."
        ),
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("About what"), choices=Theme.choices, widget=forms.RadioSelect
    )
    area = forms.ChoiceField(label=gettext_lazy("Where"))
    captured_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


def may_write(actor: Actor) -> None:
    """Whoever keeps a diary; to others there is none."""
    if not actor.may(Duty.DIARY_WRITE):
        raise NotAllowed


def grounds_of(actor: Actor) -> list[Area]:
    """Where the actor writes, the smallest first."""
    ids = {area_id for post in actor.posts_with(Duty.DIARY_WRITE) for _rank, area_id in post.area_scopes}
    return list(Area.objects.filter(pk__in=ids, valid_to=None).order_by("-rank", "code")[:MOST_AREAS])


def entry_form(grounds: list[Area], data: Any = None) -> EntryForm:
    form = EntryForm(data, initial={"area": grounds[0].pk if grounds else ""})
    form.fields["area"].choices = [(str(one.pk), one.name) for one in grounds]  # type: ignore[attr-defined] # a ChoiceField
    return form


def written(
    form: EntryForm, grounds: list[Area], by: Actor, *, id: UUID | None, captured_at: datetime | None
) -> DiaryEntry:
    """The entry is kept; the same id again is the same entry."""
    given = cleaned(form)
    area = next(one for one in grounds if one.pk == known_number(given["area"]))
    made, _new = write(
        area=area, theme=given["theme"], text=given["text"], id=id, captured_at=captured_at, by=by
    )
    return made
