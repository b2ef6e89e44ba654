"""The form of a verb, made from what its command asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.cases.commands import Ask, Command, Shape
from mulin.cases.models import Case
from mulin.cases.queries.choices import kinds_to_choose, organisations_to_choose, posts_to_choose
from mulin.catalogue.queries import standards_of
from mulin.people.access import Actor

Choices = Sequence[Any]
YES_NO = [("1", _("Yes")), ("0", _("No"))]


def verb_form(command: Command, case: Case, by: Actor, data: Any = None) -> forms.Form:
    """An unbound form, or one bound to what was sent; values are read by the command itself, not here."""
    form = forms.Form(data, prefix=None, auto_id="verb-%s")
    for ask in command.asks:
        form.fields[ask.name] = _field(ask, command, case, by)
    if command.versioned:
        form.fields["expected_version"] = forms.CharField(
            initial=case.version, widget=forms.HiddenInput, required=False
        )
    return form


class _Depending(forms.ChoiceField):
    """Needed or not as another field is answered, so neither marked optional nor demanded by the browser."""

    depends = True


def _field(ask: Ask, command: Command, case: Case, by: Actor) -> forms.Field:
    common: dict[str, Any] = {"label": ask.label, "required": ask.required, "help_text": ask.help}
    if ask.after:
        answers: Choices = YES_NO if ask.shape is Shape.FLAG else ask.choices
        return _Depending(
            choices=answers, widget=forms.RadioSelect(attrs={"data-after": ask.after}), **common
        )
    if ask.shape is Shape.FLAG:
        if ask.required:
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
        return forms.BooleanField(**{**common, "required": False})
    if ask.shape is Shape.TEXT:
        return forms.CharField(max_length=8000, widget=forms.Textarea(attrs={"rows": 3}), **common)
    if ask.shape is Shape.MOMENT:
        kind = "date" if ask.name == "until" else "datetime-local"
        return forms.CharField(widget=forms.TextInput(attrs={"type": kind}), **common)
    if ask.shape is Shape.WHOLE:
        return forms.CharField(
            initial=ask.default, widget=forms.NumberInput(attrs={"inputmode": "numeric"}), **common
        )
    if ask.shape is Shape.ORGANISATIONS:
        return forms.MultipleChoiceField(
            choices=organisations_to_choose(case), widget=forms.CheckboxSelectMultiple, **common
        )
    choices = _choices(ask, command, case, by)
    if choices is not None:
        blank = [] if ask.required and ask.shape is Shape.CHOICE else [("", "—")]
        return forms.ChoiceField(
            choices=[*blank, *choices], initial=_initial(ask, case), widget=_widget(ask, choices), **common
        )
    return forms.CharField(max_length=200, **common)


def _widget(ask: Ask, choices: Choices) -> type[forms.Widget]:
    few = ask.shape is Shape.CHOICE and ask.required and len(choices) <= 4
    return forms.RadioSelect if few else forms.Select


def _choices(ask: Ask, command: Command, case: Case, by: Actor) -> Choices | None:
    if ask.shape is Shape.CHOICE:
        return ask.choices
    if ask.shape is Shape.ORGANISATION:
        return organisations_to_choose(case)
    if ask.shape is Shape.KIND:
        return kinds_to_choose(case)
    if ask.shape is Shape.STANDARD:
        return [(str(row.pk), str(row)[:80]) for row in standards_of(case.kind)] if case.kind else []
    if ask.shape is Shape.POST:
        return posts_to_choose(case, command.verb)
    if ask.shape is Shape.CLOCK:
        overran = case.clocks.filter(overran=True, organisation_id__in=sorted(by.organisation_ids))
        return [(str(row.pk), row.get_link_display()) for row in overran]
    return None


def _initial(ask: Ask, case: Case) -> str:
    present = {
        "kind": str(case.kind.pk) if case.kind and case.kind.selectable else "",
        "urgency": case.urgency,
        "standard": str(case.standard_id or ""),
    }
    return present.get(ask.name, "") if ask.shape is not Shape.CHOICE or ask.name == "urgency" else ""


def sent(command: Command, data: Any) -> dict[str, Any]:
    """What was sent, field by field, lists kept as lists; no choices are looked up for it."""
    given: dict[str, Any] = {
        ask.name: data.getlist(ask.name) if ask.shape is Shape.ORGANISATIONS else data.get(ask.name, "")
        for ask in command.asks
    }
    if command.versioned:
        given["expected_version"] = data.get("expected_version", "")
    return given
