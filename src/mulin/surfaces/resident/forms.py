"""Forms of the resident pages: what was sent is shaped here, judged in the actions."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.people.kinds import SecretaryLevel


class IdField(forms.Field):
    """The id made when the form was opened, so that a form sent twice is one case; a broken one counts as none."""

    def to_python(self, value: Any) -> UUID | None:
        try:
            return UUID(str(value))
        except ValueError:
            return None


class DegreeField(forms.FloatField):
    """A coordinate put in by the map; an empty one is none."""

    def __init__(self, most: float) -> None:
        super().__init__(
            label=_("Place"), required=False, min_value=-most, max_value=most, widget=forms.HiddenInput
        )


class ReportForm(forms.Form):
    """What is the matter, where, and for whom."""

    id = IdField(required=False, widget=forms.HiddenInput)
    at = forms.CharField(label=_("Place"), max_length=32, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is the matter?"),
        max_length=4000,
        error_messages={"required": _("Please say in a few words what is the matter.")},
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    kind = forms.CharField(label=_("Kind of matter"), max_length=48, required=False)
    kind_listed = forms.CharField(label=_("Kind of matter"), max_length=48, required=False)
    lng = DegreeField(180)
    lat = DegreeField(90)
    accuracy = DegreeField(100_000)
    address = forms.CharField(label=_("Where is it? (in words)"), max_length=200, required=False)
    secretary = forms.ChoiceField(
        label=_("Which secretary do you write to?"),
        choices=[("", ""), *SecretaryLevel.choices],
        required=False,
    )
    other_name = forms.CharField(label=_("Whose matter it is"), max_length=40, required=False)
    other_phone = forms.CharField(
        label=_("Their mobile number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    contact_open = forms.BooleanField(
        label=_("The handler may call me directly; otherwise they reach me through the community"),
        required=False,
    )

    def __init__(self, *args: Any, rider: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        # A rider's one press says what it is.
        self.fields["text"].required = not rider

    @property
    def kind_key(self) -> str:
        """The kind chosen from the list goes before the one suggested."""
        return str(self.cleaned_data.get("kind_listed") or self.cleaned_data.get("kind") or "")
