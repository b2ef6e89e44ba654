"""Forms of rounds at the desk; what was sent is shaped here, judged in the actions."""

from datetime import time
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.lib.rhythm import Holidays
from mulin.people.access import Actor, within
from mulin.people.kinds import Duty
from mulin.people.models import Post, Scope
from mulin.places.models import Area, Building
from mulin.rounds.actions.make_plan import NewPlan, NewStop
from mulin.rounds.kinds import Family, Over, Proof, Turns
from mulin.rounds.queries.checklists import in_force
from mulin.things.models import Thing, ThingKind
from mulin.ui.rhythms import RhythmField

MOST_AREAS, MOST_POSTS = 400, 400
DAY, TIME = {"type": "date"}, {"type": "time"}
FOLLOWS = {"first": "valid_from", "at": "starts_at", "holidays": "holidays", "area": "area"}


class PlanForm(forms.Form):
    """What, how often, who, and what shows that it was done."""

    name = forms.CharField(label=_("Name of the round"), max_length=120)
    family = forms.ChoiceField(label=_("Sort of round"), choices=Family.choices)
    area = forms.ChoiceField(label=_("Area"))
    over = forms.ChoiceField(label=_("Goes over"), choices=Over.choices)
    checklist_key = forms.ChoiceField(label=_("Checklist"), required=False)
    stops = forms.CharField(
        label=_("Places of the route"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: a name, or the code of a thing or the name of a building."),
    )
    thing_kinds = forms.MultipleChoiceField(
        label=_("Kinds of things"), required=False, widget=forms.CheckboxSelectMultiple
    )
    only_due = forms.BooleanField(label=_("Only those due for their check"), required=False, initial=True)
    rhythm = RhythmField(label=_("How often"), initial="FREQ=DAILY", follows=FOLLOWS)
    holidays = forms.ChoiceField(label=_("A day that is not worked is"), choices=Holidays.choices)
    starts_at = forms.TimeField(
        label=_("Begins at"), initial=time(8, 30), widget=forms.TimeInput(attrs=TIME, format="%H:%M")
    )
    hours = forms.FloatField(label=_("Hours to do it in"), initial=9.5, min_value=0.1, max_value=2208)
    grace = forms.FloatField(
        label=_("Hours of grace before it counts as missed"), initial=2, min_value=0, max_value=2208
    )
    posts = forms.MultipleChoiceField(label=_("Who goes"), widget=forms.CheckboxSelectMultiple)
    turns = forms.ChoiceField(label=_("Where several are named"), choices=Turns.choices)
    proof = forms.ChoiceField(label=_("Proof of place"), choices=Proof.choices, initial=Proof.EITHER)
    valid_from = forms.DateField(
        label=_("From the day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Until before"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        self.areas = {str(one.pk): one for one in planned_areas(actor)}
        self.going = {str(one.pk): one for one in going_posts(actor)}
        offered = {
            "area": [(pk, one.name) for pk, one in self.areas.items()],
            "posts": [(pk, one.name) for pk, one in self.going.items()],
            "checklist_key": [("", "—"), *((one.key, one.name) for one in in_force())],
            "thing_kinds": [(one.code, one.name) for one in ThingKind.objects.all()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined] # ChoiceFields all

    def plan(self) -> NewPlan:
        """The plan as it was filled in."""
        given = self.cleaned_data
        area = self.areas[given["area"]]
        return NewPlan(
            family=given["family"],
            name=given["name"],
            area=area,
            rhythm=given["rhythm"],
            posts=[self.going[pk] for pk in given["posts"]],
            checklist_key=given["checklist_key"],
            over=given["over"],
            stops=_stops(given["stops"], area) if given["over"] == Over.STOPS else (),
            thing_kinds=given["thing_kinds"],
            only_due=given["only_due"],
            holidays=given["holidays"],
            starts_at=given["starts_at"],
            window=round(given["hours"] * 60),
            grace=round(given["grace"] * 60),
            proof=given["proof"],
            turns=given["turns"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
        )


def planned_areas(actor: Actor) -> list[Area]:
    """Areas on which the actor plans rounds, the larger first."""
    found = Area.objects.filter(within(actor, Duty.ROUND_PLAN), valid_to=None)
    return list(found.order_by("rank", "code")[:MOST_AREAS])


def going_posts(actor: Actor) -> list[Post]:
    """Posts that go on rounds where the actor plans."""
    here = Scope.objects.filter(
        within(actor, Duty.ROUND_PLAN, "area__") | within(actor, Duty.ROUND_PLAN, "compound__")
    )
    carrying = Q(role__duties__contains=[Duty.ROUND_DO]) | Q(named_duties__contains=[Duty.ROUND_DO])
    found = Post.objects.filter(carrying, pk__in=here.values("post_id"), closed_on=None)
    return list(found.select_related("role").order_by("name", "code")[:MOST_POSTS])


def _stops(text: str, area: Area) -> list[NewStop]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    inside = {area.lineage_column: area.pk}
    things = {one.code: one for one in Thing.objects.filter(code__in=lines, retired_on=None, **inside)}
    houses = {one.name: one for one in Building.objects.filter(name__in=lines, valid_to=None, **inside)}
    long = [line for line in lines if len(line) > 120]
    if long:
        raise BadInput(fields={"stops": _("A name has at most 120 characters.")})
    return [
        NewStop("", thing=things[line]) if line in things else NewStop(line, building=houses.get(line))
        for line in lines
    ]
