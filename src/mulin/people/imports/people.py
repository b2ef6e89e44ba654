"""Taking in a file of people, with the household they live in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Row
from mulin.people.access import Actor
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.change_person import change_person
from mulin.people.actions.register_person import register_person
from mulin.people.imports.columns import PEOPLE, PersonCells, choice, person_cells, rows_of
from mulin.people.imports.lookups import household_of
from mulin.people.kinds import Relation
from mulin.people.models import Person
from mulin.people.queries import duplicates_of
from mulin.people.rules import clean_person, fingerprints
from mulin.places.models import Household

MOST_OFFERED = 200


@dataclass
class _Taking:
    by: Actor
    offered: list[dict[str, Any]] = field(default_factory=list)


def take_people(
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    by: Actor | None = None,
) -> Intake:
    """The same file again changes nothing. A row is a registered person when name and a number agree;
    whoever is only alike is registered apart and offered in the report's note `duplicates`."""
    taking = _Taking(by or Actor.system("import"))
    rows = rows_of(path, PEOPLE)
    report = take_in(
        rows, lambda row: _one(row, taking), dry_run=dry_run, keep_good=keep_good, progress=progress
    )
    if taking.offered:
        report.notes["duplicates"] = taking.offered[:MOST_OFFERED]
        report.notes["duplicates_found"] = len(taking.offered)
    return report


def _one(row: Row, taking: _Taking) -> Fate:
    cells = person_cells(row)
    cleaned = clean_person({"name": "", **cells})
    home = _home(row)
    relation = choice(row["relation"], Relation, "relation") if row["relation"] else Relation.OTHER.value
    known = _known(cleaned, home)
    if known is None:
        return _made(row, cells, home, relation, taking)
    changed = _fill(known, cleaned, taking.by)
    if home is not None:
        present = known.homes.filter(household=home, during__upper_inf=True).first()
        if present is None or (row["relation"] and present.relation != relation):
            add_household_member(home, person=known, relation=relation, by=taking.by)
            changed = True
    return Fate.CHANGED if changed else Fate.SAME


def _made(row: Row, cells: PersonCells, home: Household | None, relation: str, taking: _Taking) -> Fate:
    for like in duplicates_of(cells):
        if "id_number" in like.alike:
            message = _("This number is registered under another name (%(name)s).") % {
                "name": like.person.name
            }
            raise BadInput(fields={"id_number": message})
        taking.offered.append(
            {"row": row.number, "person": like.person.id, "name": like.person.name, "alike": list(like.alike)}
        )
    person = register_person(**cells, by=taking.by)  # type: ignore[arg-type] # keys are the closed list
    if home is not None:
        add_household_member(home, person=person, relation=relation, by=taking.by)
    return Fate.MADE


def _home(row: Row) -> Household | None:
    given = [row[name] for name in ("grid", "building", "entrance", "door")]
    if not any(given):
        return None
    if not all(given):
        raise BadInput(fields={"door": _("Give grid, building, entrance and door, or none of them.")})
    return household_of(*given)


def _known(cleaned: dict[str, str], home: Household | None) -> Person | None:
    """Registered with the same name and a number or birth that agree, none that differs; or, with
    nothing but a name, living behind that door."""
    hashes = fingerprints(cleaned)
    same_name = Person.objects.filter(name_hash=hashes["name_hash"], erased=None).order_by("pk")
    wanted = {name: hashes[name] for name in ("id_hash", "phone_hash", "name_birth_hash") if hashes[name]}
    if not wanted:
        if home is None:
            message = _(
                "Give a phone, identity number, date of birth or door: names alone are not told apart."
            )
            raise BadInput(fields={"name": message})
        return same_name.filter(homes__household=home, homes__during__upper_inf=True).first()
    for person in same_name:
        kept = {name: bytes(getattr(person, name) or b"") or None for name in wanted}
        agree = [name for name in wanted if kept[name] == wanted[name]]
        differ = [name for name in wanted if kept[name] is not None and kept[name] != wanted[name]]
        if "id_hash" in agree or (agree and not {"id_hash", "name_birth_hash"} & set(differ)):
            return person
    return None


def _fill(person: Person, cleaned: dict[str, str], by: Actor) -> bool:
    """What the row gives and the register has otherwise; an empty cell takes nothing away."""
    given: PersonCells = {
        name: value
        for name, value in cleaned.items()
        if value not in {"", "unsaid"} and (getattr(person, name) or "") != value
    }
    if given:
        change_person(person, fields=given, by=by)
    return bool(given)
