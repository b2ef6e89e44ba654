"""The clocks of one locked case: started, stopped, paused and resumed together."""

from datetime import datetime
from decimal import Decimal

from mulin.calendars.queries import calendar_for
from mulin.cases.kinds import Stage
from mulin.cases.models import Assignment, Case, Clock
from mulin.cases.models.clocks import TICKING
from mulin.cases.queries.limits import Limit, limit_of
from mulin.cases.rules import YELLOW_AT
from mulin.catalogue.kinds import Link
from mulin.lib import worktime
from mulin.lib.rows import Rows
from mulin.lib.worktime import WorkingCalendar

OPEN_CLOCKS = Rows(Clock, "WHERE case_id = %s AND stage <> %s ORDER BY id")


class Timing:
    """Loads the open clocks once; `save` writes what changed and gives the case's next due moment.

    The caller holds the case's row lock.
    """

    def __init__(self, case: Case, now: datetime, *, fresh: bool = False) -> None:
        self.case, self.now = case, now
        self.rows: list[Clock] = [] if fresh else OPEN_CLOCKS.read(case.pk, Stage.STOPPED.value)
        self._changed: set[int] = set()

    @property
    def calendar(self) -> WorkingCalendar:
        """The working calendar of the case's area."""
        return calendar_for(self.case.area_id)

    def start(self, link: Link, limit: Limit | None = None, assignment: Assignment | None = None) -> Clock:
        """Start a link's clock now."""
        amount, unit = limit or limit_of(self.case, link)
        row = Clock(
            case=self.case,
            link=link,
            assignment=assignment,
            amount=amount,
            unit=unit,
            organisation_id=assignment.organisation_id if assignment else self.case.holder_org_id,
            post_id=assignment.post_id if assignment else self.case.holder_post_id,
            started_at=self.now,
            due_at=worktime.add(self.now, amount, unit, self.calendar),
            warn_at=worktime.add(self.now, _share(amount), unit, self.calendar),
        )
        row.fire_at = row.warn_at
        self.rows.append(row)
        return row

    def running(self, *links: Link) -> list[Clock]:
        """The clocks that tick, of these links or all."""
        return [row for row in self.rows if row.stage in TICKING and (not links or row.link in links)]

    def stop(self, *links: Link, assignment: Assignment | None = None) -> None:
        """Stop clocks of these links (of one assignment if given), noting whether they overran."""
        for row in self.rows:
            if row.stage == Stage.STOPPED or row.link not in links:
                continue
            if assignment is not None and row.assignment_id != assignment.pk:
                continue
            self._stop(row)

    def stop_all(self) -> None:
        """The case has ended."""
        for row in self.rows:
            if row.stage != Stage.STOPPED:
                self._stop(row)

    def pause(self) -> None:
        """Rest every ticking clock; what is left of each is kept in its unit's own time."""
        for row in self.running():
            row.left = worktime.remaining(self.now, row.due_at, row.unit, self.calendar)
            row.stage, row.fire_at = Stage.PAUSED, None
            self._touch(row)

    def resume(self) -> None:
        """Let paused clocks run on with what they had left."""
        for row in self.rows:
            if row.stage != Stage.PAUSED or row.left is None:
                continue
            overdue = row.left.total_seconds() < 0
            row.due_at = worktime.add(self.now, row.left, row.unit, self.calendar)
            if row.warn_at is not None:
                row.warn_at = worktime.add(self.now, row.left * YELLOW_AT, row.unit, self.calendar)
            row.stage = Stage.OVERDUE if overdue else Stage.RUNNING if row.warn_at else Stage.WARNED
            row.fire_at = None if overdue else row.warn_at or row.due_at
            row.left = None
            self._touch(row)

    def extend(self, row: Clock, amount: Decimal) -> None:
        """Push a limit out by `amount` of its own unit."""
        row.due_at = worktime.add(row.due_at, amount, row.unit, self.calendar)
        row.amount += amount
        row.warn_at = None
        row.stage, row.fire_at = Stage.WARNED, row.due_at
        self._touch(row)

    def save(self) -> datetime | None:
        """Write new and changed clocks; the earliest due moment of those that tick."""
        # A clock that was started and stopped in one turn measured nothing.
        fresh = [row for row in self.rows if row._state.adding and row.stage != Stage.STOPPED]
        Clock.objects.bulk_create(fresh)
        for row in self.rows:
            if row.pk in self._changed:
                row.save(
                    update_fields=[
                        "stage",
                        "due_at",
                        "warn_at",
                        "fire_at",
                        "left",
                        "stopped_at",
                        "overran",
                        "amount",
                    ]
                )
        self._changed.clear()
        return min((row.due_at for row in self.running()), default=None)

    def _stop(self, row: Clock) -> None:
        row.overran = row.overran or (row.stage != Stage.PAUSED and row.due_at < self.now)
        row.stage, row.fire_at, row.stopped_at, row.left = Stage.STOPPED, None, self.now, None
        if not row._state.adding:
            self._touch(row)

    def mark(self, row: Clock) -> None:
        """Have a changed row written by `save`."""
        self._touch(row)

    def _touch(self, row: Clock) -> None:
        self._changed.add(row.pk)


def _share(amount: Decimal) -> Decimal:
    return (amount * Decimal(str(YELLOW_AT))).quantize(Decimal("0.01"))
