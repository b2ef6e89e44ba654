"""A home visit: how it ended, when next, and what was asked for, which becomes a case."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.report import NOBODY, People, Place, report
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import kind_by_key
from mulin.lib import clock
from mulin.lib.crypto import salted_hash
from mulin.lib.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.lib.locks import hold
from mulin.people.access import Actor, lineage_of
from mulin.people.kinds import Duty
from mulin.rounds.actions.look_round import Filled, look_round
from mulin.rounds.actions.moving_on import hold_visits, move_on
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Visit
from mulin.rounds.queries.visits import may_visit, visits_made
from mulin.trail.record import record

LONGEST = 2000
#: What is asked for at a visit of care is of this kind until whoever files it knows better.
OF_CARE = "MUL:1005"


@dataclass(frozen=True)
class Told:
    """What came of a visit; `asked` is what the household wants done, of `kind` where that is plain.

    What somebody cared for asks for stays with care, unless they agreed that others read it: `shared`.
    """

    outcome: str
    said: str = ""
    asked: str = ""
    kind: Kind | None = None
    next_on: date | None = None
    shared: bool = False
    filled: Filled | None = None


@transaction.atomic
def visit(
    calling: Calling,
    told: Told,
    *,
    by: Actor,
    id: UUID | None = None,
    captured_at: datetime | None = None,
    seen: int | None = None,
) -> tuple[Visit, bool]:
    """The visit and whether it is new. A repeated id gives the same person's own row; anyone else NotFound.

    `seen`: how many visits whoever writes this one knew of; Conflict when there are others since.
    """
    if id is not None and (known := _known(id)):
        if known.person_id != by.person_id or known.calling_id != calling.pk:
            raise NotFound
        return known, False
    row = _locked(calling)
    if not may_visit(by, row):
        raise NotAllowed
    if seen is not None and visits_made(row) != seen:
        raise Conflict(_("Somebody else has been to this home meanwhile."))
    if row.closed_on is not None:
        raise WrongState(_("This household is no longer called on."))
    now = clock.now()
    captured = captured_at if captured_at is not None and captured_at <= now else None
    _guard(told, clock.local(captured or now).date())
    acting = _acting(by, row)
    made = Visit(
        id=id or uuid7(), calling=row, outcome=told.outcome, person_id=by.person_id, post_id=acting.post_id,
        at=now, captured_at=captured, said=told.said.strip() or None, salt=secrets.token_bytes(16),
    )  # fmt: skip
    made.case_id = _ask(made, row, told, acting) if told.asked.strip() else None
    made.next_on = move_on(row, told.outcome, captured or now, wanted=told.next_on)
    made.save(force_insert=True)
    if told.filled is not None:
        look_round(made, row, told.filled, acting)
    facts = {"outcome": told.outcome, "case": str(made.case_id) if made.case_id else None}
    words = [(str(made.pk), salted_hash(made.said or "", bytes(made.salt or b"")))]
    record("visit.made", made, by=acting, fields=facts, words=words, captured_at=captured, quiet=True)
    return made, True


def _known(visit_id: UUID) -> Visit | None:
    hold(visit_id)
    return Visit.objects.filter(pk=visit_id).first()


def _locked(calling: Calling) -> Calling:
    """Two who note visits to one person wait for each other: the one visit moves on what the other stands at."""
    if calling.person_id is not None:
        hold_visits(calling.person_id)
    rows = Calling.objects.select_for_update(of=("self",))
    return rows.select_related("rule", "household__entrance__building", "household__area").get(pk=calling.pk)


def _acting(by: Actor, row: Calling) -> Actor:
    duties = (Duty.CARE_SEE,) if row.person_id else (Duty.ROUND_DO, Duty.HOUSEHOLD_SERVE)
    return next((one for duty in duties if (one := by.acting_for(duty, _where(row)))), by)


def _guard(told: Told, day: date) -> None:
    wrong: dict[str, str] = {}
    if told.outcome not in Outcome.values:
        wrong["outcome"] = _("Choose how the visit ended.")
    if max(len(told.said), len(told.asked)) > LONGEST:
        wrong["said"] = _("At most %(most)d characters.") % {"most": LONGEST}
    if told.next_on is not None and told.next_on < day:
        wrong["next_on"] = _("The next visit lies ahead.")
    if wrong:
        raise BadInput(fields=wrong)


def _where(row: Calling) -> dict[str, int | None]:
    return {**lineage_of(row.household)}


def _ask(made: Visit, row: Calling, told: Told, by: Actor) -> UUID:
    home = row.household
    building = home.entrance.building
    closed = row.person_id is not None and not told.shared
    case, _new = report(
        by=by.acting_for(Duty.CASE_REPORT, _where(row)) or by,
        id=uuid5(made.pk, "asked"),
        door=Door.PATROL,
        text=told.asked.strip(),
        kind=told.kind or (kind_by_key(OF_CARE) if closed else None),
        people=People(cared_for_id=row.person_id, only_post_ids=row.only_post_ids) if closed else NOBODY,
        place=Place(
            area=home.area, address=f"{building.name}{home.entrance.name}{home.door}"[:200],
            compound_id=building.compound_id, building_id=building.pk, entrance_id=home.entrance_id,
            household_id=home.pk, lng=building.lng, lat=building.lat,
        ),
        captured_at=made.captured_at,
    )  # fmt: skip
    return case.pk
