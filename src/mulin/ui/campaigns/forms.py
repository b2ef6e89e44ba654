"""The forms of a target; what was sent is shaped here, judged in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.campaigns.kinds import PartyRole
from mulin.campaigns.models import Party, Target
from mulin.lib.masking import mask_name
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.places.rules import COLUMNS

DAY = {"type": "date"}
#: What a date field of the browser understands, whatever the reader's language.
ISO = "%Y-%m-%d"
Choices = list[tuple[str, Any]]


class Base(forms.Form):
    """Knows the target, and carries the id that makes a repetition harmless."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: Target, masked: bool = False, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{type(self).__name__.lower()}-%s"
        super().__init__(*args, **kwargs)
        self.target = target
        if "party" in self.fields:
            self.fields["party"].choices = party_choices(target, masked=masked)  # type: ignore[attr-defined] # a ChoiceField

    def chosen_party(self) -> Party | None:
        """The party chosen, if it is one of this target."""
        chosen = self.cleaned_data.get("party")
        return self.target.parties.filter(pk=chosen).first() if chosen else None


class HearForm(Base):
    """Who is a party here, and what they want."""

    role = forms.ChoiceField(label=_("Which party"), choices=PartyRole.choices)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=24, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    view = forms.CharField(
        label=_("What they want"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Their own words; only who works on this reads them."),
    )


class TalkForm(Base):
    """With whom, what was said, when next."""

    party = forms.ChoiceField(label=_("With whom"), required=False)
    text = forms.CharField(
        label=_("What was said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = forms.DateField(
        label=_("Talk again on"), required=False, widget=forms.DateInput(attrs=DAY, format=ISO)
    )
    captured_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)


class AgreeForm(Base):
    """What, by whom, by when."""

    text = forms.CharField(label=_("What was agreed"), max_length=300)
    party = forms.ChoiceField(label=_("Who does it"), required=False)
    by_on = forms.DateField(label=_("By when"), widget=forms.DateInput(attrs=DAY, format=ISO))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = ("", _("we ourselves"))
        known = self.fields["party"].choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["party"].choices = [first, *list(known)[1:]]  # type: ignore[attr-defined] # a ChoiceField


class FinishForm(Base):
    text = forms.CharField(
        label=_("Result"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(Base):
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class AssignForm(Base):
    post = forms.ChoiceField(label=_("Who answers for it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (str(post.pk), post.name) for post in posts_near(self.target)
        ]


def posts_near(target: Target) -> list[Post]:
    """Posts that work on campaigns somewhere in the target's community, or reach it from above."""
    here = [getattr(target, column) for column in COLUMNS]
    scopes = {"scopes__area__community_id": target.community_id} if target.community_id else {}
    posts = Post.objects.filter(closed_on=None, role__duties__contains=[Duty.CAMPAIGN_DO])
    near = posts.filter(scopes__area_id__in=[one for one in here if one])
    found = near | posts.filter(**scopes) if scopes else near
    return list(found.distinct().order_by("role__order", "code")[:200])


def party_choices(target: Target, *, masked: bool = False) -> Choices:
    """Nobody in particular, or one of the parties of the target."""
    parties = target.parties.filter(erased_at=None).order_by("at", "id")
    return [("", _("nobody in particular")), *((str(one.pk), called(one, masked=masked)) for one in parties)]


def called(party: Party, *, masked: bool = False) -> str:
    """A party by role and name."""
    name = party.name or ""
    return f"{party.get_role_display()} {mask_name(name) if masked else name}".strip()
