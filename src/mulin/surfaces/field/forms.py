"""The form of a finding; what was sent is shaped here, judged in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindingForm(forms.Form):
    """Photo, place, words or a kind; and whether it was solved at once."""

    text = forms.CharField(
        label=_("In a few words of your own"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.CharField(label=_("Kind"), max_length=20, required=False)
    address = forms.CharField(label=_("Where, in words"), max_length=200, required=False)
    area = forms.CharField(label=_("My ground"), max_length=20, required=False)
    household = forms.CharField(label=_("Door number"), max_length=20, required=False)
    lng = forms.FloatField(label=_("Point on the map"), min_value=-180, max_value=180, required=False)
    lat = forms.FloatField(label=_("Point on the map"), min_value=-90, max_value=90, required=False)
    accuracy = forms.FloatField(label=_("Point on the map"), min_value=0, max_value=1_000_000, required=False)
    solved = forms.BooleanField(label=_("I have solved it on the spot"), required=False)
    result = forms.CharField(
        label=_("What was done"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    captured_at = forms.CharField(label=_("Found at"), max_length=40, required=False)
