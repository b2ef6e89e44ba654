"""Forms about persons; values are judged in the actions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.people.kinds import Gender, LookReason, Means, PersonField, Purpose, Relation

DROPPED = (PersonField.PHONE, PersonField.ID_NUMBER, PersonField.BIRTH_DATE, PersonField.CONTACT_NOTES)


class PersonForm(forms.Form):
    """What is kept of a person; the closed list and nothing beside."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=32, required=False)
    id_number = forms.CharField(label=_("Identity number"), max_length=32, required=False)
    birth_date = forms.CharField(
        label=_("Date of birth"), max_length=20, required=False, help_text=_("Such as 1958-03-21.")
    )
    gender = forms.ChoiceField(label=_("Gender"), choices=[("", "—"), *Gender.choices], required=False)
    contact_notes = forms.CharField(label=_("How to make contact"), max_length=300, required=False)


class NewPersonForm(PersonForm):
    """A person to be registered."""

    apart = forms.BooleanField(label=_("I have looked: it is another person"), required=False)


class ChangePersonForm(PersonForm):
    """Only what is filled in changes: what is kept stays masked."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60, required=False)
    drop = forms.MultipleChoiceField(
        label=_("Keep no longer"),
        choices=[(one.value, one.label) for one in DROPPED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def given(self) -> dict[str, str | date | None]:
        """The fields filled in, and those to be emptied."""
        kept = {name: str(self.cleaned_data[name]) for name in PersonField.values if self.cleaned_data[name]}
        return {**kept, **dict.fromkeys(self.cleaned_data["drop"], "")}


class HomeForm(forms.Form):
    """Where a person lives."""

    grid = forms.CharField(label=_("Code of the grid"), max_length=40)
    building = forms.CharField(label=_("Building (name or number)"), max_length=200)
    entrance = forms.CharField(label=_("Entrance"), max_length=60)
    door = forms.CharField(label=pgettext_lazy("home", "Door"), max_length=40)
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices, initial=Relation.HEAD)


class ConsentForm(forms.Form):
    """What a person agreed to on paper or before a witness."""

    purpose = forms.ChoiceField(label=_("Agrees to"), choices=Purpose.choices)
    means = forms.ChoiceField(
        label=_("How it was given"),
        choices=[(one.value, one.label) for one in (Means.PAPER, Means.SPOKEN)],
    )
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class UnmaskForm(forms.Form):
    """Which data, and why."""

    fields_wanted = forms.MultipleChoiceField(
        label=_("Which data"), choices=PersonField.choices, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=LookReason.choices)
    case = forms.CharField(
        label=_("Number of the case, if it is for one"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "261122-000123"}),
    )
    note = forms.CharField(
        label=_("What you need them for"),
        max_length=300,
        help_text=_("The person reads this sentence, with your name and post."),
    )


class AskForm(forms.Form):
    """Why a child's data are to be opened."""

    reason = forms.ChoiceField(label=_("Reason"), choices=LookReason.choices)
    note = forms.CharField(label=_("What you need them for"), max_length=300)


class PasswordForm(forms.Form):
    """A new first password."""

    password = forms.CharField(
        label=_("First password"),
        max_length=128,
        help_text=_("It is changed at the first login."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AccountForm(PasswordForm):
    """A login for somebody who has none."""

    login = forms.CharField(
        label=_("Login name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    field_order = ("login", "password")


class RestoreForm(PasswordForm):
    """A new first password, which an account that logs in by phone codes alone does without."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["password"].required = False
        self.fields["password"].help_text = _(
            "The old one is void. Left empty only where somebody logs in by phone codes."
        )


class ShutForm(forms.Form):
    """Nothing to fill in."""
