"""Places named in free text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from mulin.places.models import Area, AreaAlias, Building, Compound
from mulin.places.rules import LINEAGE

CLAUSE = re.compile(r"[\w#·（）()-]+")
READ_LETTERS = 600
SHORTEST, LONGEST = 2, 16
MOST_OF_A_NAME = 30
MOST_NAMESAKES = 300

Place = Area | Compound | Building
Words = tuple[Place, str]


@dataclass(frozen=True)
class _Hit:
    place: Place
    words: str
    context: int

    @property
    def order(self) -> tuple[int, int, int, str]:
        return (-self.context, -_depth(self.place), -len(self.words), self.place.name_key)


def find_by_words(text: str, *, within: Area | None = None) -> list[Words]:
    """Places whose names stand in the text, the most certain first, each with the words that say so.

    A name inside a longer name that also matches does not count ("东湖" in "东湖花园"); a place whose
    own ancestors are named too comes before its namesakes elsewhere; then the deeper, then the longer.
    """
    pieces = _pieces(text[:READ_LETTERS])
    known = _known(pieces)
    if not known:
        return []
    said = set(pieces)
    hits = _longest([*_areas(known, said, within), *_compounds(known, said, within)])
    named = {hit[0].pk for hit in hits if isinstance(hit[0], Area)}
    ranked = sorted(
        (_Hit(place, words, _named_above(place, named)) for place, words in hits),
        key=lambda hit: hit.order,
    )
    found = [(hit.place, hit.words) for hit in ranked]
    return [*_buildings(pieces, found), *found]


def _pieces(text: str) -> list[str]:
    """Every run of letters that could be a name, each once; none reaches over a punctuation mark."""
    runs = (
        clause[at : at + size]
        for clause in CLAUSE.findall(text)
        for at in range(len(clause))
        for size in range(SHORTEST, min(LONGEST, len(clause) - at) + 1)
    )
    return list(dict.fromkeys(runs))


_KNOWN = """
    SELECT short_name FROM places_area WHERE short_name = ANY(%(pieces)s::text[]) AND valid_to IS NULL
    UNION SELECT short_name FROM places_compound WHERE short_name = ANY(%(pieces)s::text[])
    UNION SELECT name FROM places_areaalias WHERE name = ANY(%(pieces)s::text[])
"""


def _known(pieces: list[str]) -> list[str]:
    """Those of thousands of pieces that are names at all, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"pieces": pieces})
        return [name for (name,) in cursor.fetchall()]


def _areas(known: list[str], said: set[str], within: Area | None) -> Iterable[Words]:
    scope = _scope(within)
    areas = Area.objects.filter(valid_to=None, short_name__in=known, **scope)
    for area in areas[:MOST_NAMESAKES]:
        yield area, _said(area, said)
    inside = {f"area__{column}": pk for column, pk in scope.items()}
    aliases = AreaAlias.objects.filter(name__in=known, area__isnull=False, area__valid_to=None, **inside)
    for alias in aliases.select_related("area")[:MOST_NAMESAKES]:
        if alias.area is not None:
            yield alias.area, alias.name


def _compounds(known: list[str], said: set[str], within: Area | None) -> Iterable[Words]:
    scope = _scope(within)
    compounds = Compound.objects.filter(valid_to=None, short_name__in=known, **scope)
    for compound in compounds[:MOST_NAMESAKES]:
        yield compound, _said(compound, said)
    inside = {f"compound__{column}": pk for column, pk in scope.items()}
    aliases = AreaAlias.objects.filter(
        name__in=known, compound__isnull=False, compound__valid_to=None, **inside
    )
    for alias in aliases.select_related("compound")[:MOST_NAMESAKES]:
        if alias.compound is not None:
            yield alias.compound, alias.name


def _scope(within: Area | None) -> dict[str, int]:
    return {within.lineage_column: within.pk} if within else {}


def _said(place: Area | Compound, said: set[str]) -> str:
    return place.name if place.name in said else place.short_name


def _longest(hits: list[Words]) -> list[Words]:
    """Each place once with its longest words, without those that only stand inside longer ones."""
    best: dict[tuple[str, int], Words] = {}
    for place, words in hits:
        key = (type(place).__name__, place.pk)
        if key not in best or len(words) > len(best[key][1]):
            best[key] = (place, words)
    spoken = {words for _, words in best.values()}
    hidden = {words for words in spoken if any(words != other and words in other for other in spoken)}
    return [(place, words) for place, words in best.values() if words not in hidden]


def _named_above(place: Place, named: set[int]) -> int:
    return sum(
        1
        for column in LINEAGE.values()
        if getattr(place, column) in named
        and not (isinstance(place, Area) and getattr(place, column) == place.pk)
    )


def _depth(place: Place) -> int:
    return place.rank if isinstance(place, Area) else 8


def _buildings(pieces: list[str], found: list[Words]) -> list[Words]:
    """Buildings named in the text inside the one compound or area that is most certain."""
    if not found:
        return []
    place = found[0][0]
    scope = {"compound": place} if isinstance(place, Compound) else {_column(place): place.pk}
    named = Building.objects.filter(valid_to=None, name__in=pieces, **scope)[:MOST_OF_A_NAME]
    hits = [(building, building.name) for building in named]
    return sorted(_longest(list(hits)), key=lambda hit: (-len(hit[1]), hit[0].name_key))


def _column(place: Place) -> str:
    return place.lineage_column if isinstance(place, Area) else "area_id"
