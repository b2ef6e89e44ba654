"""Forms of checklists: an item as it is filled in, and the item that is meant by it; judged in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.catalogue.kinds import Urgency
from mulin.catalogue.queries import current_kinds
from mulin.rounds.actions.items import NewItem
from mulin.rounds.kinds import AnswerKind
from mulin.rounds.models import Item
from mulin.rounds.rules.answers import NO, YES

FAILS = "*"
WORDS = {YES: _("yes"), NO: _("no")}


class NewListForm(forms.Form):
    """A list that is not there yet."""

    name = forms.CharField(label=_("Name"), max_length=80)
    key = forms.SlugField(
        label=_("Key"), max_length=40, help_text=_("Latin letters, digits and hyphens; it never changes.")
    )


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    note = forms.CharField(
        label=_("What stands above the questions"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ItemForm(forms.Form):
    """One thing asked. What does not belong to its kind of answer is left out of sight."""

    text = forms.CharField(label=_("Question"), max_length=200)
    hint = forms.CharField(label=_("Hint below it"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Answered by"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    bad = forms.ChoiceField(
        label=_("Fails with"),
        required=False,
        choices=[("", pgettext_lazy("answer", "none")), *WORDS.items()],
    )
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    low = forms.DecimalField(label=_("At least"), required=False, max_digits=10, decimal_places=2)
    high = forms.DecimalField(label=_("At most"), required=False, max_digits=10, decimal_places=2)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line; a * before it says that it fails."),
    )
    within_days = forms.IntegerField(
        label=_("Fails so many days before expiry"), required=False, min_value=0, max_value=3660
    )
    opens = forms.ChoiceField(
        label=_("A failing answer becomes a case of this kind"),
        required=False,
        help_text=_("May stay open; then the desk chooses."),
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), required=False, choices=[("", _("as the kind says")), *Urgency.choices]
    )
    after = forms.ChoiceField(label=_("Asked only when"), required=False)

    def __init__(self, before: Sequence[Item], known: Item | None, data: Any = None) -> None:
        super().__init__(data, initial=_initial(known) if known else {"required": True, "kind": "yes_no"})
        self.known = known
        offered = {"opens": _kinds(known), "after": _conditions(before, known)}
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined] # ChoiceFields both

    def item(self, code: str) -> NewItem:
        """The item that is meant: only what belongs to its kind of answer."""
        given, kind = self.cleaned_data, self.cleaned_data["kind"]
        number, choice = kind == AnswerKind.NUMBER, kind == AnswerKind.CHOICE
        choices, bad = _choices(given["choices"], self.known) if choice else ([], [])
        asked, _sign, answers = given["after"].partition(":")
        return NewItem(
            code=code,
            text=given["text"],
            hint=given["hint"],
            kind=kind,
            required=given["required"],
            unit=given["unit"] if number else "",
            low=given["low"] if number else None,
            high=given["high"] if number else None,
            choices=choices,
            bad=[given["bad"]] if kind == AnswerKind.YES_NO and given["bad"] else bad,
            within_days=given["within_days"] if kind == AnswerKind.EXPIRY else None,
            shown_if={"item": asked, "is": answers.split(",")} if asked else {},
            opens=given["opens"],
            urgency=given["urgency"],
        )


def _initial(item: Item) -> dict[str, Any]:
    wanted = item.shown_if
    lines = [f"{FAILS if code in item.bad else ''}{words}" for code, words in item.choices]
    return {
        **{name: getattr(item, name) for name in ("text", "hint", "kind", "required", "unit", "low", "high")},
        **{name: getattr(item, name) for name in ("within_days", "opens", "urgency")},
        "bad": item.bad[0] if item.kind == AnswerKind.YES_NO and item.bad else "",
        "choices": "\n".join(lines),
        "after": f"{wanted['item']}:{','.join(wanted['is'])}" if wanted else "",
    }


def _choices(text: str, known: Item | None) -> tuple[list[list[str]], list[str]]:
    """Each line with a code; a line that was there before keeps its own, so that old answers still mean it."""
    codes = {words: code for code, words in known.choices} if known is not None else {}
    free = (code for n in range(1, 1000) if (code := f"c{n}") not in codes.values())
    choices, bad = [], []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        words = line.removeprefix(FAILS).strip()
        code = codes.get(words) or next(free)
        choices.append([code, words[:80]])
        if line.startswith(FAILS):
            bad.append(code)
    return choices, bad


def _kinds(known: Item | None) -> list[Any]:
    """Kinds in force under their headings, and the one that is named already."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in current_kinds():
        groups.setdefault(kind.parent.name if kind.parent else "", []).append((kind.key, kind.name))
    named = {key for inner in groups.values() for key, _name in inner}
    kept = [(known.opens, known.opens)] if known is not None and known.opens not in {*named, ""} else []
    return [("", "—"), *kept, *groups.items()]


def _conditions(before: Sequence[Item], known: Item | None) -> list[tuple[str, str]]:
    found = [("", str(_("always")))]
    for item in before:
        answers = list(WORDS.items()) if item.kind == AnswerKind.YES_NO else item.choices
        found += [(f"{item.code}:{code}", f"{item.text}：{words}") for code, words in answers]
    wanted = known.shown_if if known is not None else {}
    if len(wanted.get("is", ())) > 1:
        both = [words for value, words in found if value.partition(":")[2] in wanted["is"]]
        found.append((f"{wanted['item']}:{','.join(wanted['is'])}", " / ".join(both)))
    return found
