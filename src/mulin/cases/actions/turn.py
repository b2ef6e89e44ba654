"""One turn at a case: locked, guarded by the table, then saved, said and recorded together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mulin.cases.access import is_complained_of, is_reporter, named_duty, narrowed, read_case
from mulin.cases.actions.saying import Saying, compose, hashes
from mulin.cases.actions.timing import Timing
from mulin.cases.kinds import ENDED, PAUSED, PartState, State, Verb
from mulin.cases.models import Assignment, Case, Oversight, Suspension, Words
from mulin.cases.models.parts import OPEN_PARTS
from mulin.cases.rules import BY_VERB, LINK_OF, Step, Who, targets
from mulin.lib import clock
from mulin.lib.errors import Conflict, NotAllowed, NotFound, WrongState
from mulin.lib.rows import Rows
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.trail.models import Event
from mulin.trail.record import record

OPEN_ASSIGNMENTS = Rows(Assignment, "WHERE case_id = %s AND state = ANY(%s) ORDER BY id")
ALWAYS = ("version", "head", "next_due", "live")


def place_of(case: Case) -> dict[str, int | None]:
    """The case's lineage with the finer places, as posts' scopes are asked about it."""
    return {
        **case.lineage(),
        "compound_id": case.compound_id,
        "building_id": case.building_id,
        "household_id": case.household_id,
    }


def standing(case: Case) -> list[Any]:
    """[state, area id, late, kind id]: what tallies need of a case before and after an event."""
    return [case.state, case.area_id, case.late, case.kind_id]


@dataclass
class Turn:
    """A locked case in the hands of `by`, who has been found entitled to `step`."""

    case: Case
    by: Actor
    step: Step
    ground: Who
    now: datetime
    was: list[Any]
    sayings: list[Saying] = field(default_factory=list)
    wake_at: datetime | None = None
    _timing: Timing | None = None

    @property
    def timing(self) -> Timing:
        """The case's clocks, loaded when first needed; history that somebody works on comes alive."""
        if self._timing is None:
            self._timing = Timing(self.case, self.now)
            if not self.case.live and self.case.state in LINK_OF:
                self._timing.start(LINK_OF[State(self.case.state)])
                self.case.live = True
        return self._timing

    def say(self, saying: Saying) -> None:
        """Keep words with this turn's event."""
        self.sayings.append(saying)

    def move(self, target: State) -> None:
        """Enter a state: the clock of the state left stops, that of the state entered starts."""
        case, source = self.case, State(self.case.state)
        if target not in targets(self.step):
            raise WrongState
        case.state = target
        if target in ENDED:
            self.timing.stop_all()
            return
        if source in LINK_OF and source not in PAUSED:
            self.timing.stop(LINK_OF[source])
        if target in LINK_OF and target not in PAUSED:
            self.timing.start(LINK_OF[target])

    def done(self, *fields: str, facts: Mapping[str, Any] | None = None, quiet: bool = False) -> Event:
        """Save the case's named fields, the clocks and the words, and append the event."""
        case = self.case
        if self._timing is not None:
            if case.state == State.SUSPENDED:
                self._timing.pause()
            case.next_due = self._timing.save() or self.wake_at or self._rest_ends()
            case.live = case.live or case.next_due is not None
        said = compose(case, self.by, self.sayings, case.version + 1)
        event = record(
            f"case.{self.step.verb}",
            case,
            by=self.by,
            fields={**(facts or {}), "ground": self.ground, "was": self.was, "now": standing(case)},
            words=hashes(said),
            quiet=quiet,
        )
        if said:
            Words.objects.bulk_create(said)
        case.save(update_fields=[*dict.fromkeys((*fields, "state", *ALWAYS))])
        return event

    def _rest_ends(self) -> datetime | None:
        """When a suspended case wakes, whatever else is done to it meanwhile."""
        if self.case.state != State.SUSPENDED:
            return None
        rests = Suspension.objects.filter(case=self.case, resumed_at=None)
        return rests.values_list("until", flat=True).first()


def locked(case: Case | str) -> Case:
    """The case's row, locked until the transaction ends."""
    key = case.pk if isinstance(case, Case) else case
    row = read_case(key, lock=True)
    if row is None:
        raise NotFound
    return row


def begin(case: Case, verb: Verb, by: Actor, *, expected_version: int | None = None, key: str = "") -> Turn:
    """Lock the case and see that the verb fits its state and the actor.

    Raises Conflict when the case has moved past `expected_version`, NotAllowed, or WrongState.
    `key` is the anonymous reporter's.
    """
    row = locked(case)
    step = BY_VERB[verb]
    ground, acting = entitled(row, step, by, key)
    if expected_version is not None and expected_version != row.version:
        raise Conflict(changed=changed_since(row, expected_version))
    if row.state not in step.sources:
        raise WrongState(
            _("%(number)s is now “%(state)s”; this step does not fit.")
            % {"number": row.number, "state": State(row.state).label}
        )
    return Turn(row, acting, step, ground, clock.now(), standing(row))


def changed_since(case: Case, version: int) -> list[str]:
    """The verbs done to the case after a version, oldest first."""
    events = Event.objects.filter(subject_kind="case", subject_id=str(case.pk), seq__gt=version)
    return [verb.removeprefix("case.") for verb in events.order_by("seq").values_list("verb", flat=True)]


def entitled(case: Case, step: Step, by: Actor, key: str = "") -> tuple[Who, Actor]:
    """On which ground, and as which post, the actor may do the step; NotAllowed when on none."""
    if by.part:
        return Who.SYSTEM, by
    if is_complained_of(by, case):
        raise NotAllowed
    named = narrowed(by, case)
    for who, duty in step.grounds:
        acting = _on_ground(case, who, duty, named, key)
        if acting is not None:
            return who, acting
    raise NotAllowed


def may(case: Case, verb: Verb, by: Actor, key: str = "") -> bool:
    """Whether the page should offer the verb: the state fits and the actor is entitled."""
    step = BY_VERB[verb]
    if case.state not in step.sources:
        return False
    try:
        entitled(case, step, by, key)
    except NotAllowed:
        return False
    return True


def _on_ground(case: Case, who: Who, duty: Duty | None, by: Actor, key: str) -> Actor | None:
    if who is Who.REPORTER:
        return by if is_reporter(by, case, key) else None
    if who is Who.ANYBODY:
        return by
    if duty is None:
        return None
    if who is Who.AREA:
        # Rank and tree do not open what is confidential: only the duty that a post names does.
        return by.acting_for(named_duty(case) or duty, place_of(case))
    if who is Who.HOLDER:
        return _as_holder(case, duty, by)
    if who is Who.CARER:
        return by.acting_for(duty, place_of(case)) if named_duty(case) is duty else None
    if who is Who.PART:
        return _as_partner(case, duty, by)
    if who is Who.OVERSEER:
        return _as_overseer(case, duty, by)
    return None


def _as_holder(case: Case, duty: Duty, by: Actor) -> Actor | None:
    wanted = named_duty(case) or duty
    if duty is Duty.CASE_MEDIATE and wanted is not Duty.CASE_MEDIATE:
        return None
    posts = [p for p in by.posts_with(wanted) if _holds(case, p.post_id, p.organisation_id)]
    posts.sort(key=lambda post: post.post_id != case.holder_post_id)
    return by.acting(posts[0]) if posts else None


def _holds(case: Case, post_id: int, organisation_id: int | None) -> bool:
    if case.holder_post_id == post_id:
        return True
    return case.holder_org_id is not None and case.holder_org_id == organisation_id


def _as_partner(case: Case, duty: Duty, by: Actor) -> Actor | None:
    posts = {p.organisation_id: p for p in by.posts_with(duty) if p.organisation_id is not None}
    part = (
        Assignment.objects.filter(case=case, organisation_id__in=posts)
        .exclude(state__in=[PartState.RETURNED, PartState.WITHDRAWN])
        .first()
    )
    return by.acting(posts[part.organisation_id]) if part else None


def _as_overseer(case: Case, duty: Duty, by: Actor) -> Actor | None:
    if case.rank is None:
        return None
    duty = named_duty(case) or duty
    posts = {p.post_id: p for p in by.posts_with(duty)}
    for oversight in Oversight.objects.filter(case=case, decided_at=None).order_by("-rank"):
        if oversight.post_id in posts:
            return by.acting(posts[oversight.post_id])
        if oversight.post_id is None and (acting := by.acting_for(duty, place_of(case))):
            return acting
    return None


def open_assignments(case: Case) -> list[Assignment]:
    """The assignments that still owe a result."""
    return OPEN_ASSIGNMENTS.read(case.pk, [part.value for part in OPEN_PARTS])


def without(ids: Iterable[int], gone: int | None) -> list[int]:
    """The ids but one."""
    return [i for i in ids if i != gone]
