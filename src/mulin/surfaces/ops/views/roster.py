"""The roster: who is on duty now and in the days to come."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from mulin.lib import clock
from mulin.lib.errors import Refusal
from mulin.people.access import Actor, visible_posts
from mulin.people.actions.cancel_shift import cancel_shift
from mulin.people.actions.plan_shift import plan_shift
from mulin.people.kinds import Duty, ShiftKind
from mulin.people.models import Shift
from mulin.people.queries import shifts_seen
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import area_wanted, one_person
from mulin.ui.filters import DATE, TEXT, Filter, FilterBar
from mulin.ui.forms import carried_out
from mulin.ui.http import done, onward, page

SPAN, MOST_POSTS = timedelta(days=7), 1000
MINUTE = {"type": "datetime-local"}
WRITTEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class ShiftForm(forms.Form):
    """Whom to put on duty, from when to when."""

    post = forms.ChoiceField(label=gettext_lazy("Post"))
    kind = forms.ChoiceField(label=gettext_lazy("Watch"), choices=ShiftKind.choices)
    starts = forms.DateTimeField(
        label=gettext_lazy("Starts"), input_formats=WRITTEN, widget=forms.DateTimeInput(attrs=MINUTE)
    )
    ends = forms.DateTimeField(
        label=gettext_lazy("Ends"), input_formats=WRITTEN, widget=forms.DateTimeInput(attrs=MINUTE)
    )
    days = forms.IntegerField(label=gettext_lazy("On so many days running"), min_value=1, initial=1)
    person = forms.CharField(
        label=gettext_lazy("Person"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Phone, identity number or number in the register; left empty, whoever holds the post."
        ),
    )


class Roster(LoginRequiredMixin, View):
    """Seven days of the posts one manages, and a form to plan more."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = held(request, Duty.POST_MANAGE)
        return self._shown(request, actor, self._form(actor))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = held(request, Duty.POST_MANAGE)
        form = self._form(actor, request.POST)
        planned = carried_out(form, lambda given: _plan(given, actor), Refusal)
        if planned is not None:
            done(request, _("%(count)d shifts are on the roster.") % {"count": len(planned)})
            return onward(request, "/ops/roster/")
        return self._shown(request, actor, form, 400)

    def _form(self, actor: Actor, data: Any = None) -> ShiftForm:
        form = ShiftForm(data)
        posts = visible_posts(actor).filter(closed_on=None).order_by("name", "code")
        names = list(posts.values_list("code", "name")[:MOST_POSTS])
        form.fields["post"].choices = names  # type: ignore[attr-defined] # a ChoiceField
        return form

    def _shown(self, request: HttpRequest, actor: Actor, form: ShiftForm, status: int = 200) -> HttpResponse:
        bar = FilterBar(
            [
                Filter("since", gettext_lazy("From"), DATE),
                Filter("area", gettext_lazy("Code of the area"), TEXT),
            ],
            request.GET,
        )
        since = _start(bar.values["since"])
        found = shifts_seen(actor, since=since, until=since + SPAN, area=area_wanted(bar.values["area"]))
        context = {
            "bar": bar,
            "days": _by_day(found, since),
            "at": clock.now(),
            "now": [shift for shift in found if shift.during.lower <= clock.now() < shift.during.upper],
            "form": form,
        }
        return page(request, "ops/roster.html", context, status=status)


@needs(Duty.POST_MANAGE)
@require_POST
def cancel(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Take a shift off the roster; one that is gone already is no harm."""
    actor = held(request, Duty.POST_MANAGE)
    shift = Shift.objects.filter(pk=shift_id, post__in=visible_posts(actor)).first()
    if shift is not None:
        cancel_shift(shift, by=actor)
    done(request, _("The shift is off the roster."))
    return onward(request, "/ops/roster/")


def _plan(given: dict[str, Any], by: Actor) -> list[Shift]:
    post = visible_posts(by).get(code=given["post"])
    person = one_person(given["person"], by) if given["person"] else None
    wanted = {name: given[name] for name in ("starts", "ends", "kind", "days")}
    return plan_shift(post, person=person, by=by, **wanted)


def _start(day: str) -> datetime:
    chosen = date.fromisoformat(day) if day else clock.today()
    return datetime.combine(chosen, datetime.min.time(), clock.LOCAL)


def _by_day(found: list[Shift], since: datetime) -> list[tuple[date, list[Shift]]]:
    days: defaultdict[date, list[Shift]] = defaultdict(list)
    for shift in found:
        days[clock.local(max(shift.during.lower, since)).date()].append(shift)
    return sorted(days.items())
