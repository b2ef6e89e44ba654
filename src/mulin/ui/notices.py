"""A person's notices, and how they want to be told."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mulin.lib.errors import BadInput
from mulin.lib.paging import page as page_of
from mulin.notices.actions.read import prefer, read
from mulin.notices.queries import notices_of, preference_of, words_of
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.landing import frame_for

CLOCK = {"type": "time"}


class PreferenceForm(forms.Form):
    """The ways, and the quiet hours."""

    sms = forms.BooleanField(label=gettext_lazy("Tell me by SMS"), required=False)
    email = forms.CharField(label=gettext_lazy("E-mail address"), max_length=120, required=False)
    wecom = forms.CharField(label=gettext_lazy("Address of a WeCom robot"), max_length=300, required=False)
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"), required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )
    quiet_to = forms.TimeField(
        label=gettext_lazy("Quiet until"), required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first; unread ones stand out."""
    actor = actor_of(request)
    found = page_of(notices_of(actor.person_id), request.GET.get("cursor"), 25, ("-id",))
    told = [{"notice": notice, "words": words_of(notice)} for notice in found.items]
    return page(request, "ui/notices.html", {"page": found, "told": told, "frame": frame_for(actor)})


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    read(by=actor_of(request))
    return onward(request, "/notices/")


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Ways and quiet hours; urgent notices are never held."""
    actor = actor_of(request)
    wish = preference_of(actor.person_id or 0)
    present = {name: getattr(wish, name) for name in PreferenceForm.base_fields}
    form = PreferenceForm(request.POST if request.method == "POST" else None, initial=present)
    if request.method == "POST" and form.is_valid():
        try:
            prefer(by=actor, **form.cleaned_data)
        except BadInput as refusal:
            add_refusal(form, refusal)
        else:
            done(request, _("Kept."))
            return onward(request, "/notices/")
    return page(
        request, "ui/preferences.html", {"form": form, "frame": frame_for(actor)}, 400 if form.errors else 200
    )
