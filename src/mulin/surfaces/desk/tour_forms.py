"""Forms of residents' tours at the desk; shaped here, judged in the actions."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.lib import clock
from mulin.lib.rhythm import Holidays
from mulin.people.access import Actor
from mulin.people.kinds import Duty, OrganisationKind
from mulin.people.models import Organisation, Post, Scope
from mulin.people.queries.posts import open_posts
from mulin.places.models import Area
from mulin.rounds.queries.checklists import in_force
from mulin.surfaces.desk.grounds import areas_below, held_areas
from mulin.things.models import Thing
from mulin.tours.actions.plan_tour import StopDraft
from mulin.tours.kinds import StopKind
from mulin.ui.rhythms import RhythmField

DAY, HOUR, ISO = {"type": "date"}, {"type": "time"}, "%Y-%m-%d"
COMMAS = ("，", ",", "\t")
CENTRES = frozenset({OrganisationKind.COMMUNITY, OrganisationKind.STREET})
#: What a tour looks at, in the order in which it is offered.
VISITED = (
    *(OrganisationKind.MERCHANT, OrganisationKind.FIRM, OrganisationKind.COMMUNITY),
    *(OrganisationKind.PROPERTY, OrganisationKind.UTILITY, OrganisationKind.STREET),
)
MOST_THINGS, MOST_BODIES = 200, 300


class TourForm(forms.Form):
    """When, where from, who leads, how many go."""

    title = forms.CharField(label=pgettext_lazy("tour", "Title"), max_length=80)
    area = forms.ChoiceField(label=_("In which area"))
    day = forms.DateField(label=pgettext_lazy("tour", "Day"), widget=forms.DateInput(attrs=DAY, format=ISO))
    hour = forms.TimeField(
        label=pgettext_lazy("tour", "Hour"), widget=forms.TimeInput(attrs=HOUR, format="%H:%M")
    )
    rhythm = RhythmField(
        label=_("How often"),
        once="",
        initial="",
        required=False,
        follows={"first": "day", "at": "hour", "area": "area", "rest": Holidays.NEXT, "then": "1"},
        help_text=_("The next one is planned by itself with the same route, when this one's hour has come."),
    )
    meets_at = forms.CharField(label=_("Where they meet"), max_length=120, required=False)
    lead_post = forms.ChoiceField(
        label=_("Who leads"), help_text=_("This post goes along and writes down what is found.")
    )
    checklist = forms.ChoiceField(label=_("Checklist"))
    size = forms.IntegerField(label=_("How many representatives go"), min_value=1, max_value=60)
    reply_days = forms.IntegerField(label=_("Days until an answer is due"), min_value=1, max_value=90)

    def starts_at(self) -> datetime:
        """The moment in local time."""
        given = self.cleaned_data
        return datetime.combine(given["day"], given["hour"], clock.LOCAL)


class StopsForm(forms.Form):
    """What is added to the route: from the registers, or in words."""

    bodies = forms.MultipleChoiceField(
        label=_("Shops and organisations of the register"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    things = forms.MultipleChoiceField(
        label=_("Things of the register"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label=_("Written below are"), choices=StopKind.choices, required=False)
    lines = forms.CharField(
        label=_("One place a line: name, address, how to reach them"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How to reach them is sealed and shown to nobody but who keeps tours."),
    )

    def drafts(self) -> list[StopDraft]:
        """Registers first, then the lines, in the order given."""
        given = self.cleaned_data
        bodies = Organisation.objects.filter(pk__in=given["bodies"]).order_by("kind", "name")
        drafts = [
            StopDraft(
                one.name,
                one.address,
                StopKind.CENTRE if one.kind in CENTRES else StopKind.SHOP,
                organisation=one,
            )
            for one in bodies
        ]
        things = Thing.objects.filter(pk__in=given["things"]).order_by("name")
        drafts += [StopDraft(one.name, one.place, StopKind.OTHER, thing=one) for one in things]
        kind = given["kind"] or StopKind.SHOP
        return drafts + [_draft(line, kind) for line in given["lines"].splitlines() if line.strip()]


def _draft(line: str, kind: str) -> StopDraft:
    comma = next((sign for sign in COMMAS if sign in line), COMMAS[0])
    name, address, contact = ([part.strip() for part in line.split(comma, 2)] + ["", ""])[:3]
    return StopDraft(name, address, kind, contact=contact)


class NameForm(forms.Form):
    """Who speaks for the residents of an area, since when."""

    name = forms.CharField(label=pgettext_lazy("representative", "Name"), max_length=60)
    phone = forms.CharField(
        label=_("Mobile number"), max_length=20, widget=forms.TextInput(attrs={"type": "tel"})
    )
    area = forms.ChoiceField(label=_("Speaks for the residents of"))
    begins = forms.DateField(label=_("Term from"), widget=forms.DateInput(attrs=DAY, format=ISO))
    ends = forms.DateField(
        label=_("Term until"), required=False, widget=forms.DateInput(attrs=DAY, format=ISO)
    )
    named_by = forms.CharField(
        label=_("Named by"), max_length=120, help_text=_("For instance the residents' meeting and its day.")
    )


def leaders_near(actor: Actor) -> list[Post]:
    """Posts that may lead a tour on the ground where the actor keeps them."""
    posts = open_posts(clock.today()).filter(role__duties__contains=[Duty.TOUR_LEAD.value])
    near = Scope.objects.none()
    for area in held_areas(actor, Duty.TOUR_KEEP):
        near = near | Scope.objects.filter(**{f"area__{area.lineage_column}": area.pk})
    return list(posts.filter(pk__in=near.values("post_id")).order_by("role__order", "code")[:100])


def grounds(actor: Actor) -> list[Area]:
    """Communities and grids where the actor keeps tours."""
    return [area for area in areas_below(actor, Duty.TOUR_KEEP) if area.community_id is not None]


def tour_form(actor: Actor, data: Any = None, initial: dict[str, Any] | None = None) -> TourForm:
    form = TourForm(data, initial=initial)
    _choices(form, "area", [(str(one.pk), one.name) for one in grounds(actor)])
    _choices(form, "lead_post", [(str(one.pk), one.name) for one in leaders_near(actor)])
    _choices(form, "checklist", [(str(one.pk), one.name) for one in in_force()])
    return form


def bodies_near(area: Area) -> list[Organisation]:
    """Shops and firms of the area first, then the service centre and who serves it from above."""
    above = [pk for pk in area.lineage().values() if pk is not None]
    here = Q(**{f"area__{area.lineage_column}": area.pk}) | Q(area_id__in=above)
    found = Organisation.objects.filter(here, kind__in=VISITED, closed_on=None)
    return sorted(
        found.order_by("name")[:MOST_BODIES], key=lambda one: VISITED.index(OrganisationKind(one.kind))
    )


def stops_form(area: Area, data: Any = None) -> StopsForm:
    form = StopsForm(data, auto_id="stops-%s")
    _choices(form, "bodies", [(str(one.pk), one.name) for one in bodies_near(area)])
    things = Thing.objects.filter(**{area.lineage_column: area.pk}, retired_on=None).order_by("name")
    _choices(
        form, "things", [(str(one.pk), f"{one.name} {one.place}".strip()) for one in things[:MOST_THINGS]]
    )
    return form


def name_form(actor: Actor, data: Any = None) -> NameForm:
    form = NameForm(data, initial={"begins": clock.today()})
    _choices(form, "area", [(str(one.pk), one.name) for one in grounds(actor)])
    return form


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined] # a ChoiceField
