"""Home visits in the hand: who is due, and how a visit ended."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.catalogue.kinds import Door
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed
from mulin.lib.ids import known_id, uuid7
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Visit
from mulin.rounds.queries.visits import calling_for, due_visits
from mulin.surfaces.field.kinds import offered_kinds
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.sheets import moment_of
from mulin.ui.cases.given import kind_given
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

AHEAD = timedelta(days=7)
MOST, BEFORE = 200, 10


class VisitForm(forms.Form):
    """How it ended, what was said, what is asked for, when next."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ended"), choices=Outcome.choices, widget=forms.RadioSelect
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


def _visitor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    guard(actor)
    if not (actor.may(Duty.ROUND_DO) or actor.may(Duty.HOUSEHOLD_SERVE)):
        raise NotAllowed
    return actor


@login_required
def visits(request: HttpRequest) -> HttpResponse:
    """Due today and in the coming week, the longest waiting first."""
    actor = _visitor(request)
    found = list(due_visits(actor, clock.today() + AHEAD)[:MOST])
    return page(request, "field/visits.html", {"callings": found})


class VisitPage(LoginRequiredMixin, View):
    """One home; the id is made before, so that sending twice is one visit."""

    def get(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        calling = calling_for(_visitor(request), calling_id)
        return self._shown(request, calling, VisitForm())

    def post(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        actor = _visitor(request)
        calling = calling_for(actor, calling_id)
        form = VisitForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                told = Told(
                    given["outcome"],
                    given["said"],
                    given["asked"],
                    kind_given(given["kind"]),
                    given["next_on"],
                )
                made, _new = visit(
                    calling, told, by=actor, id=known_id(request.POST.get("id", "")),
                    captured_at=moment_of(request.POST.dict()),
                )  # fmt: skip
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _said(made))
                return onward(request, "/field/visits/")
        return self._shown(request, calling, form, 400)

    def _shown(
        self, request: HttpRequest, calling: Calling, form: VisitForm, status: int = 200
    ) -> HttpResponse:
        chips, choices = offered_kinds(calling.household.area, Door.PATROL)
        context = {
            "calling": calling,
            "form": form,
            "id": request.POST.get("id") or uuid7(),
            "chips": chips,
            "choices": choices,
            "kind": form["kind"].value() or "",
            "before": Visit.objects.filter(calling=calling).order_by("-at")[:BEFORE],
        }
        return page(request, "field/visit.html", context, status=status)


def _said(made: Visit) -> str:
    if made.next_on is None:
        return _("Kept.")
    return _("Kept; next on %(day)s.") % {"day": made.next_on.isoformat()}
