"""Forms of the desk: what was sent is shaped here, judged in the actions."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.catalogue.kinds import Door, Urgency

DOORS = [
    (d.value, d.label)
    for d in (
        Door.PHONE,
        Door.WALK_IN,
        Door.HOTLINE,
        Door.CHAT_GROUP,
        Door.PATROL,
        Door.PROPERTY,
        Door.COUNCIL,
        Door.INSPECTION,
    )
]


class SittingForm(forms.Form):
    """Parties are given by name and phone, by number in the register, or by an organisation's code."""

    one = forms.CharField(
        label=_("One side"),
        max_length=200,
        help_text=_("Names, with a phone where there is one, parted by commas; or codes of organisations."),
    )
    other = forms.CharField(label=_("The other side"), max_length=200)
    expert = forms.CharField(label=_("Experts at the table"), max_length=200, required=False)
    place = forms.CharField(label=_("Where"), max_length=100, required=False)
    on_the_spot = forms.BooleanField(label=_("On the spot"), required=False)
    next_at = forms.DateTimeField(
        label=_("Next sitting"), required=False, widget=forms.TextInput(attrs={"type": "datetime-local"})
    )
    minutes = forms.CharField(label=_("Minutes"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5}))

    def told(self) -> dict[str, Any]:
        """What `sit` takes beside the seats."""
        given = self.cleaned_data
        next_at: datetime | None = given["next_at"]
        return {
            "place": given["place"],
            "on_the_spot": given["on_the_spot"],
            "next_at": next_at,
            "minutes": given["minutes"],
        }


class NewReportForm(forms.Form):
    """A report taken in for someone: by phone, at the counter, from a chat group, from the hotline."""

    door = forms.ChoiceField(label=_("How it came in"), choices=DOORS)
    chat = forms.CharField(
        label=_("Pasted from a chat group"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Names, times and phone numbers are taken out; what was said becomes the description."),
    )
    title = forms.CharField(label=_("In a few words"), max_length=120, required=False)
    text = forms.CharField(
        label=_("What is the matter"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kind = forms.CharField(label=_("Kind of matter"), max_length=60, required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[("", "—"), *Urgency.choices], required=False)
    address = forms.CharField(label=_("Where (address in words)"), max_length=200, required=False)
    area = forms.CharField(label=_("Area"), max_length=20, required=False)
    reporter_name = forms.CharField(label=_("Reporter's name"), max_length=40, required=False)
    reporter_phone = forms.CharField(label=_("Reporter's phone"), max_length=20, required=False)
    contact_open = forms.BooleanField(
        label=_("The reporter lets the handler have the number"), required=False
    )
    order_no = forms.CharField(label=_("Hotline order number"), max_length=40, required=False)
