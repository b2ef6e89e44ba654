"""A case as one flat row of a desk list."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door, Urgency
from mulin.lib import clock
from mulin.ui import moments, states
from mulin.ui.rows import flat_rows
from mulin.ui.templatetags.mulin import icon

URGENT = frozenset({Urgency.URGENT, Urgency.EXTREMELY_URGENT})


def promised(case: Case) -> datetime | None:
    """The next moment something is owed, while the case is open."""
    return case.next_due if case.state in OPEN else None


def drawn(
    cases: Iterable[Case], *, tick: bool = False, until: Callable[[Case], datetime | None] = promised
) -> SafeString:
    """All rows at once; words and icons are prepared once a page, not once a row."""
    doors = {value: str(label) for value, label in Door.choices}
    urgencies = {value: str(label) for value, label in Urgency.choices}
    words = {code: states.word_of(code) for code in states.STATES}
    icons = {tone: icon(name) for tone, name in moments.ICONS.items()}
    now, pick, unplaced = clock.now(), _("Choose %(number)s"), _("not placed yet")
    rows: list[Mapping[str, Any]] = []
    for case in cases:
        due = until(case)
        limit = moments.due(due, now)
        number = case.number
        rows.append(
            {
                "id": case.pk,
                "number": number,
                "title": case.title or _("(erased)"),
                "state": case.state,
                "tone": states.tone_of(case.state),
                "word": words.get(case.state, case.state),
                "door": doors.get(case.door, ""),
                "kind": case.kind.name if case.kind else _("kind not chosen"),
                "place": case.area.name if case.area else unplaced,
                "address": case.address,
                "at": moments.ago(case.created_at, now),
                "due_tone": limit.tone,
                "due": limit.words if due or case.state in OPEN else "",
                "due_icon": icons[limit.tone] if due or case.state in OPEN else "",
                "mark": _mark(case, urgencies),
                "tick": _tick(case, pick % {"number": number}) if tick else "",
            }
        )
    return flat_rows("desk/row.html", rows)


def _tick(case: Case, label: str) -> SafeString:
    return format_html(
        '<td class="tick"><input class="form-check-input" type="checkbox" name="ids" value="{}" aria-label="{}"></td>',
        case.pk,
        label,
    )


def _mark(case: Case, urgencies: Mapping[str, str]) -> SafeString:
    marks = []
    if case.urgency in URGENT:
        marks.append(format_html('<span class="state state-late">{}</span>', urgencies[case.urgency]))
    if case.urgings:
        marks.append(format_html('<span class="state state-wait">{}</span>', _("urged")))
    if case.returns:
        marks.append(format_html('<span class="state state-wait">{}</span>', _("returned")))
    if case.reopenings:
        marks.append(format_html('<span class="state state-wait">{}</span>', _("opened again")))
    return mark_safe(" ".join(marks))  # noqa: S308 - each mark was escaped above
