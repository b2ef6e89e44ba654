"""The next days by a rhythm: beside its field while it is ticked, and where it is shown."""

from datetime import date, datetime, time

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mulin.calendars.queries import calendar_for
from mulin.lib import clock
from mulin.lib.ids import known_number
from mulin.lib.rhythm import Holidays, next_due
from mulin.lib.rhythm_words import day_in_words, in_words
from mulin.lib.ticks import ONCE, How, settled
from mulin.ui.rhythms import ruled, sent_in

MANY = 3
MORNING = time(9)


def coming(
    rule: str,
    *,
    since: date,
    at: time = MORNING,
    after: datetime | None = None,
    holidays: str,
    area_id: int | None,
    many: int = MANY,
) -> list[date]:
    """The next days on which it is due after the rule's own moment `after`."""
    calendar, found = calendar_for(area_id), list[date]()
    while len(found) < many:
        due = next_due(rule, since=since, at=at, after=after, holidays=holidays, calendar=calendar)
        if due is None:
            break
        after = due[0]
        found.append(due[1].date())
    return found


@login_required
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What is ticked, in words and days; nothing here is about anybody."""
    given = request.GET
    sent = sent_in(given, given.get("name", "rhythm"))
    since = _day(given.get(given.get("first", ""), ""))
    at = _hour(given.get(given.get("at", ""), ""))
    rest = given.get("rest") or given.get(given.get("holidays", ""), "")
    area = known_number(given.get("ground") or given.get(given.get("area", ""), ""))
    context: dict[str, object] = {"wrong": ""}
    try:
        rule = settled(ruled(sent, ONCE, How.values), since)
    except ValidationError as refusal:
        context["wrong"] = refusal.messages[0] if sent["how"] else ""
    else:
        days = coming(
            rule,
            since=since,
            at=at,
            after=datetime.combine(since, at) if given.get("then") else None,
            holidays=rest if rest in Holidays.values else Holidays.KEEP,
            area_id=area,
        )
        context |= {"often": in_words(rule), "days": [day_in_words(day) for day in days]}
    return render(request, "ui/parts/rhythm_days.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return MORNING
