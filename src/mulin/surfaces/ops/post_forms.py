"""Forms about posts, organisations and households; values are judged in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.people.kinds import NAMED_DUTIES, Duty, OrganisationKind

NAMED = [(duty.value, duty.label) for duty in Duty if duty in NAMED_DUTIES]


class OrganisationForm(forms.Form):
    """What is known of an organisation."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    area = forms.CharField(label=_("Code of the area"), max_length=40, required=False)
    parent = forms.CharField(label=_("Code of the superior organisation"), max_length=64, required=False)
    phone = forms.CharField(label=_("Office phone"), max_length=32, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    credit_code = forms.CharField(label=_("Social credit code"), max_length=18, required=False)


class NewOrganisationForm(OrganisationForm):
    """An organisation with its lasting code."""

    code = forms.CharField(label=_("Code"), max_length=64)
    field_order = ("code", "name")


class PostNameForm(forms.Form):
    """How a post is called and reached, and what it may by name."""

    name = forms.CharField(label=_("Name"), max_length=120)
    phone = forms.CharField(label=_("Office or relay phone"), max_length=32, required=False)
    named_duties = forms.MultipleChoiceField(
        label=_("Given to this post by name"),
        choices=NAMED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ScopeForm(forms.Form):
    """What a post keeps of its places, and places that are added."""

    keep = forms.MultipleChoiceField(label=_("Serves"), required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.CharField(label=_("Add areas (codes)"), max_length=400, required=False)
    compounds = forms.CharField(label=_("Add compounds (codes)"), max_length=400, required=False)
    grid = forms.CharField(label=_("Add a building or door: code of the grid"), max_length=40, required=False)
    building = forms.CharField(label=_("Building (name or number)"), max_length=200, required=False)
    entrance = forms.CharField(label=_("Entrance"), max_length=60, required=False)
    door = forms.CharField(label=pgettext_lazy("home", "Door"), max_length=40, required=False)


class ChargeForm(forms.Form):
    """Whose doors, and who answers for them."""

    grid = forms.CharField(label=_("Code of the grid"), max_length=40)
    building = forms.CharField(label=_("Building (name or number)"), max_length=200)
    entrance = forms.CharField(label=_("Entrance"), max_length=60, required=False)
    door = forms.CharField(
        label=_("Doors"), max_length=2000, required=False, help_text=_("Left empty, every door there.")
    )
    person = forms.CharField(
        label=_("By which holder (phone, whole name or number in the register)"),
        max_length=60,
        required=False,
        help_text=_("Left empty, the one who holds the post."),
    )
