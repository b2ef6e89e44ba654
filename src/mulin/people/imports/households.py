"""Taking in a file of households: their doors, and who answers for them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Row
from mulin.people.access import Actor
from mulin.people.actions.charge_households import charge_households
from mulin.people.imports.columns import HOUSEHOLDS, rows_of
from mulin.people.imports.lookups import area_of, building_of, compound_of, post_of
from mulin.people.models import HouseholdCharge, Person, Post
from mulin.people.queries import holders_of
from mulin.people.rules import clean_person, fingerprints
from mulin.places.actions.add_doors import add_doors
from mulin.places.actions.create_building import create_building
from mulin.places.models import Area, Building, Household


@dataclass
class _Taking:
    by: Actor
    grids: dict[str, Area] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)


def take_households(
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    by: Actor | None = None,
) -> Intake:
    """Buildings, entrances and doors that are missing are made; the same file again changes nothing."""
    taking = _Taking(by or Actor.system("import"))
    rows = rows_of(path, HOUSEHOLDS)
    return take_in(
        rows, lambda row: _one(row, taking), dry_run=dry_run, keep_good=keep_good, progress=progress
    )


def _one(row: Row, taking: _Taking) -> Fate:
    empty = [name for name in ("grid", "building", "entrance", "door") if not row[name]]
    if empty:
        raise BadInput(fields={name: _("Fill this in.") for name in empty})
    if len(row["door"]) > 40 or len(row["entrance"]) > 60:
        raise BadInput(fields={"door": _("The door or the entrance has too long a name.")})
    grid = taking.grids.get(row["grid"]) or area_of(row["grid"], "grid")
    building = building_of(grid, row["building"]) or _build(grid, row, taking.by)
    home, made = _door(building, row["entrance"], row["door"], taking.by)
    charged = _charge(home, row, taking)
    taking.grids[row["grid"]] = grid
    if made:
        return Fate.MADE
    return Fate.CHANGED if charged else Fate.SAME


def _build(grid: Area, row: Row, by: Actor) -> Building:
    compound = compound_of(row["compound"], "compound") if row["compound"] else None
    return create_building(grid, name=row["building"], compound=compound, by=by)


def _door(building: Building, entrance: str, door: str, by: Actor) -> tuple[Household, bool]:
    doors = Household.objects.select_related("entrance__building").filter(
        entrance__building=building, entrance__name=entrance, door=door
    )
    home = doors.first()
    if home is not None:
        return home, False
    add_doors(building, entrances={entrance: [door]}, by=by)
    return doors.get(), True


def _charge(home: Household, row: Row, taking: _Taking) -> bool:
    """Whether somebody else answers for the household now."""
    if not row["post"]:
        return False
    post = taking.posts.setdefault(row["post"], post_of(row["post"], "post"))
    person = _named(post, row["person"])
    present = HouseholdCharge.objects.filter(household=home, during__upper_inf=True).first()
    charge = charge_households([home], post=post, person=person, by=taking.by)[0]
    return present is None or present.pk != charge.pk


def _named(post: Post, name: str) -> Person | None:
    if not name:
        return None
    wanted = fingerprints(clean_person({"name": name}))["name_hash"]
    found = [person for person in holders_of(post) if bytes(person.name_hash or b"") == wanted]
    if len(found) != 1:
        raise BadInput(fields={"person": _("Nobody of this name, or more than one, holds the post.")})
    return found[0]
