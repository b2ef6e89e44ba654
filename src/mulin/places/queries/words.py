"""Places named in free text."""

from collections.abc import Iterable
from dataclasses import dataclass

from mulin.places.models import Area, AreaAlias, Building, Compound
from mulin.places.rules import LINEAGE

READ_LETTERS = 600
SHORTEST, LONGEST = 2, 16
MOST_OF_A_NAME = 30

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
    hits = _longest([*_areas(pieces, within), *_compounds(pieces, within)])
    named = {hit[0].pk for hit in hits if isinstance(hit[0], Area)}
    ranked = sorted(
        (_Hit(place, words, _named_above(place, named)) for place, words in hits),
        key=lambda hit: hit.order,
    )
    found = [(hit.place, hit.words) for hit in ranked]
    return [*_buildings(pieces, found), *found]


def _pieces(text: str) -> list[str]:
    """Every run of letters that could be a name, each once."""
    runs = (
        text[at : at + size]
        for at in range(len(text))
        for size in range(SHORTEST, min(LONGEST, len(text) - at) + 1)
    )
    return list(dict.fromkeys(run for run in runs if run.strip() == run))


def _areas(pieces: list[str], within: Area | None) -> Iterable[Words]:
    scope = {within.lineage_column: within.pk} if within else {}
    areas = Area.objects.filter(valid_to=None, **scope)
    for area in areas.filter(short_name__in=pieces)[: MOST_OF_A_NAME * 10]:
        yield area, _said(area, pieces)
    aliases = AreaAlias.objects.filter(name__in=pieces, area__in=areas).select_related("area")
    for alias in aliases[: MOST_OF_A_NAME * 10]:
        if alias.area is not None:
            yield alias.area, alias.name


def _compounds(pieces: list[str], within: Area | None) -> Iterable[Words]:
    scope = {within.lineage_column: within.pk} if within else {}
    compounds = Compound.objects.filter(valid_to=None, **scope)
    for compound in compounds.filter(short_name__in=pieces)[: MOST_OF_A_NAME * 10]:
        yield compound, _said(compound, pieces)
    aliases = AreaAlias.objects.filter(name__in=pieces, compound__in=compounds)
    for alias in aliases.select_related("compound")[: MOST_OF_A_NAME * 10]:
        if alias.compound is not None:
            yield alias.compound, alias.name


def _said(place: Area | Compound, pieces: list[str]) -> str:
    return place.name if place.name in pieces else place.short_name


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
