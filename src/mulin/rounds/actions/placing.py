"""What was shown of the place: the code that hangs there, or one position; never a way that was walked."""

from dataclasses import dataclass
from math import cos, hypot, radians

from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput
from mulin.rounds.kinds import Proof, Shown
from mulin.rounds.models import Check, Plan, Stop, Task
from mulin.things.models import Thing
from mulin.things.queries import things_in

METRES_A_DEGREE = 111_320.0
ROUGHEST = 5_000.0


@dataclass(frozen=True)
class Spot:
    """The code read and the one position taken, either may be missing. Degrees are WGS-84."""

    code: str = ""
    lng: float | None = None
    lat: float | None = None
    accuracy: float | None = None


def targets_of(plan: Plan | None, task: Task | None, thing: Thing | None, spot: Spot) -> list[Stop | Thing]:
    """The places whose codes count; on a round over an area, whatever hangs in it."""
    found: list[Stop | Thing] = [task.stop] if task is not None and task.stop is not None else []
    if thing is not None:
        found.append(thing)
    elif task is None and plan is not None and spot.code:
        found += things_in(plan.area).filter(code=spot.code)
    return found


def show(made: Check, plan: Plan | None, targets: list[Stop | Thing], spot: Spot) -> None:
    """Set what was shown; BadInput where the plan asks for more."""
    known = spot.lng is not None and spot.lat is not None and (spot.accuracy or 0) <= ROUGHEST
    if known:
        made.lng, made.lat, made.accuracy = spot.lng, spot.lat, spot.accuracy
    if spot.code and spot.code in {target.code for target in targets}:
        made.shown = Shown.CODE
    elif spot.code:
        raise BadInput(fields={"code": _("This code hangs somewhere else.")})
    elif known:
        made.shown = Shown.POSITION
        made.metres_off = _metres(made, targets)
    asked = plan.proof if plan is not None else Proof.NONE
    if asked == Proof.CODE and targets and made.shown != Shown.CODE:
        raise BadInput(fields={"code": _("Read the code that hangs at the place.")})
    if asked in (Proof.EITHER, Proof.CODE) and made.shown == Shown.NOTHING:
        raise BadInput(fields={"code": _("Take your position once, or read the code at the place.")})


def _metres(made: Check, targets: list[Stop | Thing]) -> int | None:
    """How far the position lies from the nearest target that has one."""
    if made.lng is None or made.lat is None:
        return None
    far = [
        hypot((t.lng - made.lng) * cos(radians(made.lat)), t.lat - made.lat) * METRES_A_DEGREE
        for t in targets
        if t.lng is not None and t.lat is not None
    ]
    return round(min(far)) if far else None
