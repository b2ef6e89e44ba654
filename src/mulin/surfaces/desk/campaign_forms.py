"""Forms of campaigns, weeks and diary at the desk; shaped here, judged in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.campaigns.kinds import OutreachKind, Over, Theme
from mulin.lib import clock

DAY = {"type": "date"}
#: What a date field of the browser understands, whatever the reader's language.
ISO = "%Y-%m-%d"
MOST_LINES = 8


class ChangeForm(forms.Form):
    """What may change while it runs."""

    name = forms.CharField(label=_("Name of the campaign"), max_length=80)
    aim = forms.CharField(
        label=_("When is a target done?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DAY, format=ISO))


class CampaignForm(ChangeForm):
    """What is to be brought about where, until when."""

    area = forms.ChoiceField(label=_("Over which area"))
    over = forms.ChoiceField(label=_("The list is made of"), choices=Over.choices)
    begins = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DAY, format=ISO))
    kind = forms.ChoiceField(
        label=_("What is still open at the end becomes a case of this kind"),
        required=False,
        help_text=_("May stay open; then it is chosen when the case is filed."),
    )

    field_order = ("name", "aim", "area", "over", "begins", "ends", "kind")


class DoorsForm(forms.Form):
    """Every door of an area or of a compound."""

    ground = forms.ChoiceField(label=_("Every door of"))


class LinesForm(forms.Form):
    """A few shops or things written down by hand."""

    area = forms.ChoiceField(label=_("In which area"))
    lines = forms.CharField(
        label=_("One a line, the address after a comma"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": _("Breakfast shop, Willow Bridge Road 12")}),
    )


class TableForm(forms.Form):
    """A table that somebody keeps already."""

    file = forms.FileField(
        label=_("CSV or XLSX table"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.tsv"})
    )


class OutreachForm(forms.Form):
    """What is told or done where, by whom."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=OutreachKind.choices)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    title = forms.CharField(label=_("Title"), max_length=80)
    area = forms.ChoiceField(label=_("For which area"))
    begins = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DAY, format=ISO))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DAY, format=ISO))
    places = forms.CharField(label=_("Where"), max_length=400)
    about = forms.CharField(
        label=_("What there is"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    partakers = forms.MultipleChoiceField(
        label=_("Who takes part"), required=False, widget=forms.CheckboxSelectMultiple
    )


class OutcomeForm(forms.Form):
    """What was given out, how many were served, and a summary."""

    summary = forms.CharField(
        label=_("Summary"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Residents read it once the page is published: no names."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for count in ("given", "served"):
            for number in range(MOST_LINES):
                self.fields[f"{count}_what_{number}"] = forms.CharField(
                    max_length=60, required=False, label=_("What")
                )
                self.fields[f"{count}_number_{number}"] = forms.IntegerField(
                    min_value=0, max_value=1_000_000, required=False, label=_("How many")
                )

    def lines(self) -> list[tuple[str, str, int]]:
        """The lines that say something."""
        given = self.cleaned_data
        return [
            (count, given[f"{count}_what_{number}"], given[f"{count}_number_{number}"] or 0)
            for count in ("given", "served")
            for number in range(MOST_LINES)
            if given.get(f"{count}_what_{number}")
        ]

    def tables(self) -> list[tuple[str, list[tuple[Any, Any]], list[tuple[Any, Any]]]]:
        """The bound fields as the page lays them out: count, pairs of what and how many, spare pairs."""
        found = []
        for count in ("given", "served"):
            pairs = [(self[f"{count}_what_{n}"], self[f"{count}_number_{n}"]) for n in range(MOST_LINES)]
            filled = sum(bool(what.value()) for what, _number in pairs)
            found.append((count, pairs[: filled + 1], pairs[filled + 1 :]))
        return found


def days_ahead() -> dict[str, Any]:
    """Today, for both days of a new form."""
    return {"begins": clock.today(), "ends": clock.today()}
