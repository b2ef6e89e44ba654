"""The register of things to look after: what is there, what is due, its codes."""

from typing import Any

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, uuid7
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor, within
from mulin.people.kinds import Duty
from mulin.people.models import Organisation
from mulin.places.models import Area, Building
from mulin.rounds.queries.lists import history_of
from mulin.things.access import keeps_list, thing_for, visible_to
from mulin.things.actions.change_thing import change_thing
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.actions.retire_thing import retire_thing
from mulin.things.models import Thing, ThingKind
from mulin.things.queries import by_next_check, soon_due
from mulin.ui.filters import CHOICE, FLAG, TEXT, Filter, FilterBar
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.sheets import cases_seen

DAY = {"type": "date"}
MOST_AREAS = 200


class ChangeForm(forms.Form):
    """What may be corrected."""

    name = forms.CharField(label=gettext_lazy("Name or number"), max_length=120)
    place = forms.CharField(label=gettext_lazy("Where, in words"), max_length=200, required=False)
    owner = forms.CharField(
        label=gettext_lazy("Code of the organisation it belongs to"), max_length=40, required=False
    )
    installed_on = forms.DateField(
        label=gettext_lazy("Installed on"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    warranty_until = forms.DateField(
        label=gettext_lazy("Under warranty until"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Expires on"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "owner": _owner(given["owner"])}


class ThingForm(ChangeForm):
    """A new thing, with its kind and ground."""

    kind = forms.ChoiceField(label=gettext_lazy("Sort of thing"))
    area = forms.ChoiceField(label=gettext_lazy("Area"))
    building = forms.CharField(label=gettext_lazy("Name of the building"), max_length=200, required=False)
    field_order = ("kind", "name", "area", "building")

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        found = Area.objects.filter(within(actor, Duty.THING_KEEP), valid_to=None).order_by("-rank", "code")
        self.areas = {str(one.pk): one for one in found[:MOST_AREAS]}
        self.kinds = {one.code: one for one in ThingKind.objects.all()}
        self.fields["area"].choices = [(pk, one.name) for pk, one in self.areas.items()]  # type: ignore[attr-defined] # a ChoiceField
        self.fields["kind"].choices = [(code, one.name) for code, one in self.kinds.items()]  # type: ignore[attr-defined] # a ChoiceField

    def thing(self) -> NewThing:
        given = self.facts()
        area = self.areas[given.pop("area")]
        kind, name = self.kinds[given.pop("kind")], given.pop("building")
        return NewThing(kind=kind, area=area, building=_building(area, name), **given)


def _building(area: Area, name: str) -> Building | None:
    if not name:
        return None
    found = Building.objects.filter(name=name, valid_to=None, **{area.lineage_column: area.pk})[:2]
    if len(found) != 1:
        raise BadInput(fields={"building": _("Not exactly one building of the area is called so.")})
    return found[0]


def _owner(code: str) -> Organisation | None:
    if not code:
        return None
    found = Organisation.objects.filter(code=code, closed_on=None).first()
    if found is None:
        raise BadInput(fields={"owner": _("No organisation has this code.")})
    return found


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not keeps_list(actor):
        raise NotFound
    return actor


def things(request: HttpRequest) -> HttpResponse:
    """What stands on the reader's ground, the soonest due first unless the newest is asked for."""
    actor = _reader(request)
    kinds = list(ThingKind.objects.values_list("code", "name"))
    bar = FilterBar(
        [
            Filter("kind", gettext_lazy("Sort of thing"), CHOICE, kinds),
            Filter("due", gettext_lazy("Due for a check"), FLAG),
            Filter("soon", gettext_lazy("Due within 30 days"), FLAG),
            Filter("faulty", gettext_lazy("Not in order"), FLAG),
            Filter("words", gettext_lazy("Name or number"), TEXT),
            Filter("newest", gettext_lazy("newest first"), FLAG),
        ],
        request.GET,
        page="desk.things",
    )
    found = visible_to(actor).filter(retired_on=None).select_related("kind", "area")
    if kind := bar.values["kind"]:
        found = found.filter(kind_id=kind)
    if bar.values["due"]:
        found = found.filter(next_check_on__lte=clock.today())
    if bar.values["soon"]:
        found = soon_due(found, clock.today())
    if bar.values["faulty"]:
        found = found.filter(faulty=True)
    if words := bar.values["words"]:
        found = found.filter(name__icontains=words)
    order = ("-id",) if bar.values["newest"] else ("due_on", "id")
    shown = page_of(by_next_check(found), request.GET.get("cursor"), 25, order)
    context = {"page": shown, "bar": bar, "may_keep": actor.may(Duty.THING_KEEP)}
    return page(request, "desk/things.html", context)


class NewThingPage(View):
    """One page; the id is made before, so that sending twice is one thing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(request, ThingForm(_keeper(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = _keeper(request)
        form = ThingForm(actor, request.POST)
        if form.is_valid():
            try:
                made = register_thing(form.thing(), by=actor, id=known_id(request.POST.get("id", "")))
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("The thing is in the register."))
                return onward(request, f"/desk/things/{made.code}/")
        return self._shown(request, form, 400)

    def _shown(self, request: HttpRequest, form: ThingForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "id": request.POST.get("id") or uuid7()}
        return page(request, "desk/new_thing.html", context, status=status)


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may(Duty.THING_KEEP):
        raise NotFound
    return actor


class ThingPage(View):
    """One thing with its code to print, its dates and its checks."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        thing = thing_for(_reader(request), code)
        facts = {name: getattr(thing, name) for name in ChangeForm.base_fields if name != "owner"}
        form = ChangeForm(initial={**facts, "owner": thing.owner.code if thing.owner else ""})
        return self._shown(request, thing, form)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        actor = _reader(request)
        thing = thing_for(actor, code)
        if request.POST.get("verb") == "retire":
            retire_thing(thing, by=actor)
            done(request, _("The thing is no longer in use."))
            return onward(request, "/desk/things/")
        form = ChangeForm(request.POST)
        if form.is_valid():
            try:
                change_thing(thing, by=actor, **form.facts())
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Kept."))
                return onward(request, f"/desk/things/{thing.code}/")
        return self._shown(request, thing, form, 400)

    def _shown(self, request: HttpRequest, thing: Thing, form: ChangeForm, status: int = 200) -> HttpResponse:
        address = request.build_absolute_uri(f"/t/{thing.code}/")
        where = {**thing.lineage(), "compound_id": thing.compound_id, "building_id": thing.building_id}
        actor, checks = actor_of(request), history_of(thing.pk)
        context = {
            "thing": thing,
            "form": form,
            "address": address,
            "qr": segno.make(address, error="m").svg_data_uri(scale=5, border=2),
            "checks": checks,
            "seen": cases_seen(checks, actor),
            "may_keep": thing.retired_on is None and actor.reaches(Duty.THING_KEEP, where),
        }
        return page(request, "desk/thing.html", context, status=status)
