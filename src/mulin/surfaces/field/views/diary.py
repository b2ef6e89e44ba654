"""The diary on the phone: a line or two a day of what people talk about."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from mulin.diary.access import entry_for
from mulin.diary.actions.erase import erase
from mulin.diary.actions.write import write
from mulin.diary.kinds import Theme
from mulin.diary.queries import own, reviews_of
from mulin.diary.rules import LONGEST
from mulin.lib.errors import BadInput, NotAllowed
from mulin.lib.ids import known_id, known_number, uuid7
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Area
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

MOST_AREAS, SIZE = 40, 15


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


class Diary(LoginRequiredMixin, View):
    """The form and my last lines; sent twice, it is one entry."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(request, _writer(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = _writer(request)
        grounds = _grounds(actor)
        form = _form(grounds, request.POST)
        if form.is_valid():
            given = form.cleaned_data
            area = next(one for one in grounds if one.pk == known_number(given["area"]))
            try:
                write(
                    area=area,
                    theme=given["theme"],
                    text=given["text"],
                    id=known_id(request.POST.get("id", "")),
                    captured_at=_moment(given["captured_at"]),
                    by=actor,
                )
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Written down."))
                return onward(request, "/field/diary/")
        return self._shown(request, actor, form, status=400)

    def _shown(
        self, request: HttpRequest, actor: Actor, form: EntryForm | None = None, status: int = 200
    ) -> HttpResponse:
        found = page_of(own(actor), request.GET.get("cursor"), SIZE, ("-on", "-id"))
        told = reviews_of(found.items)
        context = {
            "form": form or _form(_grounds(actor)),
            "id": request.POST.get("id") or uuid7(),
            "page": found,
            "entries": [{"entry": one, "reviews": told.get(one.pk, [])} for one in found.items],
        }
        return page(request, "field/diary.html", context, status=status)


@login_required
@require_POST
def forget(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The words of one of my entries go."""
    actor = _writer(request)
    erase(entry_for(actor, entry_id), by=actor)
    done(request, _("The words are erased."))
    return onward(request, "/field/diary/")


def _writer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may(Duty.DIARY_WRITE):
        raise NotAllowed
    return actor


def _grounds(actor: Actor) -> list[Area]:
    """Where the actor writes, the smallest first."""
    ids = {area_id for post in actor.posts_with(Duty.DIARY_WRITE) for _rank, area_id in post.area_scopes}
    return list(Area.objects.filter(pk__in=ids, valid_to=None).order_by("-rank", "code")[:MOST_AREAS])


def _form(grounds: list[Area], data: Any = None) -> EntryForm:
    form = EntryForm(data, initial={"area": grounds[0].pk if grounds else ""})
    form.fields["area"].choices = [(str(one.pk), one.name) for one in grounds]  # type: ignore[attr-defined] # a ChoiceField
    return form


def _moment(text: str) -> datetime | None:
    """The phone's own time; one without a zone, or none, is not believed."""
    try:
        found = parse_datetime(text) if text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
