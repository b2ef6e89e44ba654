"""A form with one field of each sort."""

from django import forms


class ReportForm(forms.Form):
    """As a resident would fill in."""

    text = forms.CharField(
        label="说说情况",
        help_text="写清楚在哪里、什么时候、怎么了。",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    place = forms.CharField(label="地址", required=False)
    urgency = forms.ChoiceField(
        label="急不急",
        widget=forms.RadioSelect,
        choices=[("a", "不急"), ("b", "比较急"), ("c", "很急，有危险")],
    )
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "不清楚"), ("l", "路灯"), ("w", "积水")]
    )
    follow = forms.BooleanField(label="办完后短信告诉我", required=False)
