"""Forms of operations; values are judged in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.catalogue.kinds import Door, Link, Urgency
from mulin.lib.worktime import Unit
from mulin.places.kinds import Rank

DAY = {"type": "date"}


class AreaForm(forms.Form):
    """What can be changed about an area on its page."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    boundary = forms.CharField(
        label=_("Outline (GeoJSON)"),
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A Polygon or MultiPolygon in WGS-84, GCJ-02 or BD-09."),
    )
    crs = forms.ChoiceField(
        label=_("Coordinates"),
        choices=[("wgs84", "WGS-84"), ("gcj02", "GCJ-02"), ("bd09", "BD-09")],
        required=False,
    )


class ChildForm(forms.Form):
    """A new area below."""

    name = forms.CharField(label=_("Name"), max_length=80)
    rank = forms.ChoiceField(label=_("Rank"))


class PostForm(forms.Form):
    """A new post."""

    code = forms.CharField(label=_("Code"), max_length=64)
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"))
    area = forms.CharField(label=_("Code of the area"), max_length=40)
    organisation = forms.CharField(label=_("Code of the organisation"), max_length=64, required=False)
    phone = forms.CharField(label=_("Office or relay phone"), max_length=32, required=False)


class HolderForm(forms.Form):
    """Somebody takes a post, hands it over or stands in."""

    person = forms.CharField(label=_("Phone, identity number or number in the register"), max_length=40)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=DAY))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs=DAY))


class KindForm(forms.Form):
    """What can be changed of a kind in a draft, and one limit."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    filing_condition = forms.CharField(
        label=_("Filing condition"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    closing_condition = forms.CharField(
        label=_("Closing condition"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    doors = forms.MultipleChoiceField(
        label=_("May come by"),
        choices=Door.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: by every way."),
    )
    ranks = forms.TypedMultipleChoiceField(
        label=_("May be sent to posts of"),
        choices=Rank.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: to every rank."),
    )
    photos_before = forms.IntegerField(label=_("Photos before"), min_value=0, max_value=9, required=False)
    photos_after = forms.IntegerField(label=_("Photos after"), min_value=0, max_value=9, required=False)
    link = forms.ChoiceField(label=_("Limit of"), choices=[("", "—"), *Link.choices], required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[("", "—"), *Urgency.choices], required=False)
    amount = forms.DecimalField(
        label=_("Amount"), min_value=0, max_digits=8, decimal_places=2, required=False
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices, required=False)


class AdmissionForm(forms.Form):
    """Whether a kind may be sent to a rank, or come by a way, in an area and below."""

    admitted = forms.ChoiceField(label=_("Decision"), choices=[("yes", _("may")), ("no", _("may not"))])
    rank = forms.TypedChoiceField(
        label=_("be sent to posts of"),
        choices=[("", "—"), *Rank.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    door = forms.ChoiceField(label=_("or come by"), choices=[("", "—"), *Door.choices], required=False)
    area = forms.CharField(
        label=_("Code of the area"),
        max_length=40,
        required=False,
        help_text=_("Left empty, everywhere."),
    )
    reason = forms.CharField(label=_("Grounds"), max_length=200)
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text=_("Left empty, for good."),
    )


class StandardForm(forms.Form):
    """One filing standard of a kind in a draft."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    filing_condition = forms.CharField(
        label=_("Filing condition"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    closing_condition = forms.CharField(
        label=_("Closing condition"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    limit_amount = forms.DecimalField(
        label=_("Amount"), min_value=0, max_digits=8, decimal_places=2, required=False
    )
    limit_unit = forms.ChoiceField(label=_("Unit"), choices=[("", "—"), *Unit.choices], required=False)
    limit_note = forms.CharField(label=_("Applies to"), max_length=60, required=False)
    legal_basis = forms.CharField(
        label=_("Legal basis"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class DutyForm(forms.Form):
    """Who answers for a kind in an area."""

    key = forms.CharField(label=_("Kind or class (key)"), max_length=48)
    area = forms.CharField(label=_("Code of the area"), max_length=40)
    organisation = forms.CharField(label=_("Code of the organisation"), max_length=64)
    assist = forms.CharField(label=_("Assisting organisations (codes)"), max_length=300, required=False)
    from_date = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=DAY))
    basis = forms.CharField(label=_("Basis"), max_length=200, required=False)


class ImportForm(forms.Form):
    """A table to be taken in."""

    kind = forms.ChoiceField(label=_("What it holds"))
    file = forms.FileField(label=_("File (CSV or XLSX)"))
    keep_good = forms.BooleanField(label=_("Save the good rows, report the others"), required=False)


class KeyForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("Name of the program"), max_length=80)
    post = forms.CharField(label=_("Code of the post it acts as"), max_length=64)
