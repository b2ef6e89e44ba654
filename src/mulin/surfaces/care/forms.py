"""Forms of care; values are judged in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.care.kinds import (
    CallResult,
    CallStep,
    Ending,
    Join,
    Level,
    Medium,
    Part,
    Service,
    Tie,
    Why,
)
from mulin.lib.rhythm import Holidays
from mulin.lib.ticks import ONCE
from mulin.people.kinds import LookReason
from mulin.rounds.kinds import Outcome
from mulin.ui.rhythms import RhythmField


def day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}))


def words(label: Any, *, required: bool = False, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=1000, widget=forms.Textarea(attrs={"rows": rows})
    )


def body(label: Any, *, required: bool = True) -> forms.CharField:
    """An organisation, chosen from those at hand or written as its code."""
    offered = forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"})
    return forms.CharField(
        label=label, required=required, max_length=120, widget=offered, help_text=_("Its name, or its code.")
    )


def ticks(label: Any, choices: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, widget=forms.CheckboxSelectMultiple
    )


class TryForm(forms.Form):
    """A call or a ring at the door."""

    id = forms.UUIDField(required=False)
    step = forms.ChoiceField(label=_("step"), choices=CallStep.choices)
    contact = forms.IntegerField(required=False)
    result = forms.ChoiceField(label=_("What came of it"), choices=CallResult.choices)
    note = words(_("Note"))


class CloseForm(forms.Form):
    """How the alert ended."""

    ending = forms.ChoiceField(
        label=_("What it turned out to be"), choices=Ending.choices, widget=forms.RadioSelect
    )
    note = words(_("Note"))
    away_until = day(_("Away: back on"), required=False)


class FollowForm(forms.Form):
    """The call afterwards."""

    result = forms.ChoiceField(label=_("What came of it"), choices=CallResult.choices)
    note = words(_("Note"))


class CallingForm(forms.Form):
    """How a home visit ended, what matters, what is asked for, when next."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=pgettext_lazy("visit", "How it ended"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    said = words(_("What matters for next time"))
    asked = words(_("What they ask for"))
    shared = forms.BooleanField(label=_("They agreed that others may read it"), required=False)
    next_on = day(_("Next visit"), required=False)


class MoveForm(forms.Form):
    household = forms.TypedChoiceField(label=_("New home"), choices=[], coerce=int)


class DischargeForm(forms.Form):
    on = day(_("Home since"))


class FindForm(forms.Form):
    """Whom to enter, found by phone or name among those who live here."""

    find = forms.CharField(label=_("Name in full, or phone"), max_length=60)


class EntryForm(forms.Form):
    """What stands in an entry."""

    whys = ticks(_("Why care is needed"), Why.choices)
    level = forms.ChoiceField(label=_("How often asked after"), choices=Level.choices)
    review_on = day(_("Look at again on"))
    needs = words(_("Needs"))
    keys = words(_("Who keeps a key"))
    door = words(_("Hints at the door"))
    illness = words(_("Illness and medicine"))


class ChangeForm(EntryForm):
    """Closed parts change only when something is filled in: what is kept stays unseen."""

    only_posts = ticks(_("Who may see it; none ticked: every post named for care here"), [], required=False)

    def given(self) -> dict[str, Any]:
        closed = ("keys", "door", "illness")
        given = {name: value for name, value in self.cleaned_data.items() if value or name not in closed}
        return given | {"only_posts": [int(post) for post in given["only_posts"]]}


class ContactsForm(forms.Form):
    """One contact a line: tie, name, phone."""

    contacts = words(
        _("Whom to call, one a line in order: family, friend, neighbour or carer; name; phone"),
        required=True,
        rows=4,
    )

    def lines(self) -> list[tuple[str, str, str]]:
        """(tie, name, phone) of each line, as written."""
        ties = {str(tie.label): tie.value for tie in Tie} | {tie.value: tie.value for tie in Tie}
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["contacts"].splitlines())):
            parts = line.replace("，", " ").replace(",", " ").replace("、", " ").split()
            tie, name, phone = [*parts, "", "", ""][:3]
            found.append((ties.get(tie, tie), name, phone))
        return found


class WatchForm(forms.Form):
    """The rule of a watched home, as agreed."""

    supplier = body(_("Water works"))
    water = forms.CharField(label=_("Number of the water meter"), max_length=64, required=False)
    power_supplier = body(_("Power works"), required=False)
    power = forms.CharField(label=_("Number of the power meter"), max_length=64, required=False)
    base = forms.FloatField(label=_("Base load in kWh an hour"), min_value=0, required=False)
    window_hours = forms.FloatField(label=_("Window in hours"), initial=48)
    join = forms.ChoiceField(label=_("Meters joined"), choices=Join.choices)
    low = forms.FloatField(label=_("Litres that may be used within the window"), initial=0, min_value=0)
    high = forms.FloatField(label=_("Most within a day"), required=False, min_value=0)
    night_from = forms.TimeField(
        label=_("Hours that do not count, from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    night_to = forms.TimeField(
        label=_("Hours that do not count, until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    learnt = forms.BooleanField(label=_("May raise earlier by the home's own habits"), required=False)

    def meters(self) -> list[tuple[str, str, str, float]]:
        """(supplier, number, medium, base) of the meters filled in."""
        given = self.cleaned_data
        found = []
        if given["water"]:
            found.append((given["supplier"], given["water"], Medium.WATER.value, 0.0))
        if given["power"]:
            supplier = given["power_supplier"] or given["supplier"]
            found.append((supplier, given["power"], Medium.ELECTRICITY.value, given["base"] or 0.0))
        return found


class AbsenceForm(forms.Form):
    back_on = day(_("Back on"))


class PlanForm(forms.Form):
    """A service that comes home."""

    service = forms.ChoiceField(label=_("What comes"), choices=Service.choices)
    provider = body(_("Provider"))
    rhythm = RhythmField(
        label=_("How often"),
        once=ONCE,
        initial="FREQ=WEEKLY",
        follows={"first": "first_on", "holidays": "holidays"},
    )
    first_on = day(_("First on"))
    holidays = forms.ChoiceField(
        label=_("A day that is not worked is"), choices=Holidays.choices, initial=Holidays.KEEP
    )
    note = words(_("What to mind"))


class OpenForm(forms.Form):
    """What is kept closed, opened with a reason."""

    parts = ticks(_("What you need to see"), Part.choices)
    reason = forms.ChoiceField(label=_("Reason"), choices=LookReason.choices)
    note = forms.CharField(label=_("Reason in words"), max_length=300, required=False)


class AskForm(forms.Form):
    """A child's closed parts: somebody else approves first."""

    reason = forms.ChoiceField(label=_("Reason"), choices=LookReason.choices)
    note = forms.CharField(label=_("Reason in words"), max_length=300)


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Photo or PDF of the signed consent"),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )
