"""The rule of a watched home, as the person agreed to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.actions.end_watch import drop_meters, locked_watch
from mulin.care.actions.raised import carry
from mulin.care.kinds import Join, Medium
from mulin.care.models import Entry, Meter, Watch
from mulin.care.queries.homes import lives_there
from mulin.care.rules.standing import GAP
from mulin.care.rules.watch import LEAST_HOURS, MOST_HOURS, WINDOW_HOURS
from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, consent_of
from mulin.people.kinds import Purpose
from mulin.people.models import Organisation
from mulin.trail.record import record


@dataclass(frozen=True)
class NewMeter:
    """A meter and who sends its readings; `base` is what electricity never falls below, in kWh an hour."""

    organisation: Organisation
    code: str
    medium: str = Medium.WATER
    base: float = 0


@dataclass(frozen=True)
class NewRule:
    """`low`: litres that may be used within the window; `high`: the most within a day; night: hours that do not count."""

    window_hours: float = WINDOW_HOURS
    join: str = Join.AND
    low: float = 0
    high: float | None = None
    night: tuple[time, time] | None = None
    learnt: bool = False


PLAIN = NewRule()


@transaction.atomic
def set_watch(
    entry: Entry,
    *,
    meters: Sequence[NewMeter],
    rule: NewRule = PLAIN,
    since: datetime | None = None,
    by: Actor,
) -> Watch:
    """Needs the consent to readings. A new rule keeps what is known of meters that stay."""
    entry = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    acting = acting_on(by, entry)
    if consent_of(entry.person, Purpose.METER) is None:
        raise WrongState(_("The person has not agreed to meter readings; note the consent first."))
    if not lives_there(entry):
        raise WrongState(_("The person lives behind this door no longer: move the entry first."))
    _guard(rule, meters)
    watch = locked_watch(entry)
    if watch is None:
        watch = Watch(entry=entry, since=since or clock.now())
    any_now = rule.join == Join.OR and watch.join == Join.AND
    _take(watch, rule)
    watch.save()
    _fit(watch, meters)
    if any_now:
        carry(watch, list(watch.meters.all()))
        watch.save(update_fields=["alerted_meters"])
    record("watch.set", watch, by=acting, fields={"entry": str(entry.pk), "meters": len(meters)})
    return watch


def _take(watch: Watch, rule: NewRule) -> None:
    watch.window_hours, watch.join, watch.learnt = rule.window_hours, rule.join, rule.learnt
    watch.low, watch.high = rule.low, rule.high
    watch.night_from, watch.night_to = rule.night or (None, None)
    # What is known was judged by the rule before: the clock looks at it anew.
    watch.due_at = clock.now()


def _guard(rule: NewRule, meters: Sequence[NewMeter]) -> None:
    wrong: dict[str, str] = {}
    if not LEAST_HOURS <= rule.window_hours <= MOST_HOURS:
        wrong["window_hours"] = _("Between %(least)d and %(most)d hours.") % {
            "least": LEAST_HOURS,
            "most": MOST_HOURS,
        }
    if rule.join not in Join.values:
        wrong["join"] = _("Choose from the list.")
    if rule.low < 0 or (rule.high is not None and rule.high <= rule.low):
        wrong["low"] = _("The least must not be negative and lies below the most.")
    if rule.night is not None and rule.night[0] == rule.night[1]:
        wrong["night"] = _("The hours that do not count must leave some that do.")
    if not meters or any(not one.code.strip() or one.medium not in Medium.values for one in meters):
        wrong["meters"] = _("Name at least one meter by its number.")
    elif len({(one.organisation.pk, one.code.strip()) for one in meters}) < len(meters):
        wrong["meters"] = _("This meter is named twice.")
    elif any(one.base < 0 for one in meters):
        wrong["base"] = _("The base load cannot be negative.")
    if wrong:
        raise BadInput(fields=wrong)


def _fit(watch: Watch, meters: Sequence[NewMeter]) -> None:
    """Meters that are named no longer go with their readings; new ones begin unknown."""
    wanted = {(one.organisation.pk, one.code.strip()): one for one in meters}
    present = {(row.organisation_id, row.code): row for row in watch.meters.all()}
    drop_meters(row.pk for key, row in present.items() if key not in wanted)
    for key, new in wanted.items():
        row = present.get(key)
        if row is None:
            taken = Meter.objects.filter(organisation_id=key[0], code=key[1])
            if taken.exists():
                raise BadInput(fields={"meters": _("Another home has this meter.")})
            row = Meter(watch=watch, organisation_id=key[0], code=key[1], fault_at=watch.since + GAP)
        row.medium, row.base = new.medium, new.base if new.medium == Medium.ELECTRICITY else 0
        row.save()
