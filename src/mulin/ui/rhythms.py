"""How often, ticked: one field for every form in which something comes again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput
from mulin.lib.ids import known_number
from mulin.lib.rhythm import LONGEST as LONGEST_RULE
from mulin.lib.rhythm import MOST_INTERVAL, checked
from mulin.lib.rhythm_words import DAYS, WHICH, month_day
from mulin.lib.ticks import LAST, LONGEST, MONTHS, NTH, QUARTER, WEEKDAYS, How, Ticks, rule_of, ticks_of

#: What is filled in beside each way, by the end of its name in the form.
PARTS = (
    *("daily_every", "weekly_every", "monthly_every", "monthly_on", "monthly_weekday"),
    *("quarterly_month", "quarterly_on", "quarterly_weekday", "yearly_month", "yearly_on", "yearly_weekday"),
    "rule",
)
Options = Sequence[tuple[str, object]]


def sent_of(ticks: Ticks) -> dict[str, Any]:
    """What the form shows of a rule that is there already."""
    sent: dict[str, Any] = dict.fromkeys(PARTS, "") | {"how": str(ticks.how), "days": list(ticks.days)}
    sent |= {f"{ticks.how}_every": str(ticks.every), "rule": ticks.written}
    sent |= {f"{ticks.how}_on": ticks.on, f"{ticks.how}_weekday": ticks.weekday}
    return sent | {f"{ticks.how}_month": str(ticks.month)}


def ticks_in(sent: Mapping[str, Any]) -> Ticks:
    """What was ticked; ValidationError says what is missing."""
    how, days = sent["how"], tuple(day for day in WEEKDAYS if day in sent["days"])
    every = known_number(sent.get(f"{how}_every", "1").strip() or "1")
    if every is None or not 1 <= every <= MOST_INTERVAL:
        raise ValidationError(
            _("Every how many? Write a number from 1 to %(most)d.") % {"most": MOST_INTERVAL}
        )
    on, weekday = sent.get(f"{how}_on", ""), sent.get(f"{how}_weekday", "")
    if on in NTH and weekday not in WEEKDAYS:
        raise ValidationError(_("Choose the day of the week as well."))
    month = known_number(sent.get(f"{how}_month", "")) or 0
    known = {option for option, _label in on_options()}
    most = {How.QUARTERLY: QUARTER, How.YEARLY: MONTHS}.get(How(how), 0)
    if on not in known or (most and not 1 <= month <= most):
        raise ValidationError(_("Choose the month and the day in it."))
    weekday = weekday if on in NTH else ""
    return Ticks(how, every, days if how == How.WEEKLY else (), month, on, weekday, sent["rule"].strip())


def on_options() -> Options:
    """The days of a month, and the first to the last of a weekday in it."""
    days = [(str(day), month_day(str(day))) for day in range(1, LONGEST + 1)]
    return [
        ("", _("the first one's day")),
        *days,
        (LAST, month_day(LAST)),
        *((one, WHICH[one]) for one in NTH),
    ]


class RhythmWidget(forms.Widget):
    """A choice of ways, each with what it asks for beside it; what follows is shown by `/rhythm/`."""

    use_fieldset = True

    def __init__(self, ways: Options, follows: Mapping[str, str]) -> None:
        super().__init__()
        self.ways, self.follows = ways, dict(follows)

    def __deepcopy__(self, memo: dict[int, Any]) -> RhythmWidget:
        made: RhythmWidget = super().__deepcopy__(memo)
        made.follows = dict(self.follows)
        return made

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> dict[str, Any]:
        return sent_in(data, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return name not in data

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: object = None
    ) -> SafeString:
        sent = value if isinstance(value, dict) else sent_of(ticks_of(value or ""))
        read = [self.follows[one] for one in ("first", "at", "holidays", "area") if one in self.follows]
        context = {
            "name": name,
            "id": (attrs or {}).get("id", name),
            "described": (attrs or {}).get("aria-describedby", ""),
            "sent": sent,
            "ways": self.ways,
            "days": DAYS.items(),
            "ons": on_options(),
            "quarter": [(str(n), _("month %(n)s of it") % {"n": n}) for n in range(1, QUARTER + 1)],
            "months": [(str(n), _("month %(n)s") % {"n": n}) for n in range(1, MONTHS + 1)],
            "most": MOST_INTERVAL,
            "longest": LONGEST_RULE,
            "follows": {"name": name, **self.follows},
            "read": ",".join([name, f"{name}_days", *(f"{name}_{part}" for part in PARTS), *read]),
        }
        return SafeString(render_to_string("ui/parts/rhythm.html", context))


def sent_in(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The parts of the field in what was sent."""
    days = data.getlist(f"{name}_days") if isinstance(data, MultiValueDict) else data.get(f"{name}_days", [])
    found = {part: str(data.get(f"{name}_{part}", "")) for part in PARTS}
    return {**found, "how": str(data.get(name, "")), "days": days}


class RhythmField(forms.Field):
    """Gives the rule that was ticked; `once`, where that can be chosen, is what stands for coming only once.

    `follows` names the fields by which the days are reckoned: first, at, holidays, area; or fixed: rest, then, ground.
    """

    widget: RhythmWidget

    def __init__(self, *, once: str | None = None, follows: Mapping[str, str], **known: Any) -> None:
        self.once = once
        ways = [(how.value, how.label) for how in How if how != How.ONCE or once is not None]
        super().__init__(widget=RhythmWidget(ways, follows), **known)

    def prepare_value(self, value: Any) -> Any:
        return sent_of(Ticks(How.ONCE)) if value is not None and value == self.once else value

    def clean(self, value: Any) -> str:
        if not self.required and not value["how"]:
            return self.once or ""
        return ruled(value, self.once, [how for how, _label in self.widget.ways])


def ruled(sent: Mapping[str, Any], once: str | None, ways: Sequence[str]) -> str:
    """The rule of what was sent; ValidationError says what to mend."""
    if sent["how"] not in ways:
        raise ValidationError(_("Choose how often."))
    if sent["how"] == How.ONCE and once is not None:
        return once
    try:
        return checked(rule_of(ticks_in(sent)))
    except BadInput as refusal:
        raise ValidationError(str(refusal.fields.get("rhythm", refusal.message))) from refusal
