"""The acts by name. A form of the field works without network when it carries
`data-act="NAME.verb" data-subject="ID"` (see docs/decisions/012-field-offline.md) and NAME has its line here.
"""

from mulin.surfaces.field.acts.case import CASE
from mulin.surfaces.field.acts.diary import DIARY
from mulin.surfaces.field.acts.finding import FINDING
from mulin.surfaces.field.acts.kinds import ActKind
from mulin.surfaces.field.acts.own import OWN
from mulin.surfaces.field.acts.round import ROUND
from mulin.surfaces.field.acts.target import TARGET
from mulin.surfaces.field.acts.thing import THING
from mulin.surfaces.field.acts.tour import TOUR
from mulin.surfaces.field.acts.visit import VISIT

ACTS: dict[str, ActKind] = {
    "case": CASE,
    "diary": DIARY,
    "finding": FINDING,
    "own": OWN,
    "round": ROUND,
    "target": TARGET,
    "thing": THING,
    "tour": TOUR,
    "visit": VISIT,
}
