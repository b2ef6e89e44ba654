"""Where drafts lie and what kind they are, found for many at once."""

from collections.abc import Sequence
from functools import cached_property

from mulin.cases.imports.drafts import Draft
from mulin.catalogue.models import Kind, KindMapping
from mulin.catalogue.queries import current_kinds
from mulin.catalogue.rules.codes import key_of
from mulin.places.models import Area, AreaAlias, Building, Compound
from mulin.places.queries import find_by_words, finder
from mulin.places.rules import COLUMNS
from mulin.places.rules.finder import Finder

READ_LETTERS = 600
Named = Area | Compound | Building


class Placer:
    """By the point, else by the area's code, else by place names in the words; `told` counts each way."""

    def __init__(self, within: Area | None = None) -> None:
        self.within = within
        self.told = {"point": 0, "code": 0, "words": 0, "unplaced": 0}
        self._areas: dict[int, Area] = {}

    @cached_property
    def _finder(self) -> Finder[int]:
        return finder(within=self.within)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """All names that text could hold, by how they begin: most texts name none, and need no statement."""
        scope = {self.within.lineage_column: self.within.pk} if self.within else {}
        found = {
            *Area.objects.filter(valid_to=None, **scope).values_list("short_name", flat=True),
            *Compound.objects.filter(valid_to=None, **scope).values_list("short_name", flat=True),
            *AreaAlias.objects.values_list("name", flat=True),
        }
        begun: dict[str, list[str]] = {}
        for name in found:
            if len(name) > 1:
                begun.setdefault(name[:2], []).append(name)
        return begun

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Give each draft its area, where one is found."""
        self._by_point([draft for draft in drafts if draft.lng is not None])
        self._by_code([draft for draft in drafts if draft.area is None and draft.area_code])
        for draft in drafts:
            if draft.area is None and not self._by_words(draft):
                self.told["unplaced"] += 1

    def _by_point(self, drafts: Sequence[Draft]) -> None:
        if not drafts:
            return
        points = [(draft.lng or 0.0, draft.lat or 0.0) for draft in drafts]
        for draft, ids in zip(drafts, self._finder.find_many(points), strict=True):
            if ids:
                draft.area = self._area(ids[0])
                self.told["point"] += 1

    def _by_code(self, drafts: Sequence[Draft]) -> None:
        codes = {draft.area_code for draft in drafts}
        known = {area.code: area for area in Area.objects.filter(code__in=codes, valid_to=None)}
        for draft in drafts:
            draft.area = known.get(draft.area_code)
            self.told["code"] += draft.area is not None

    def _by_words(self, draft: Draft) -> bool:
        text = " ".join(part for part in (draft.address, draft.title, draft.text) if part)[:READ_LETTERS]
        if not self._names_something(text):
            return False
        place = certain(find_by_words(text, within=self.within))
        if place is None:
            return False
        draft.area = place if isinstance(place, Area) else self._area(_deepest(place))
        draft.compound_id = place.pk if isinstance(place, Compound) else None
        self.told["words"] += 1
        return True

    def _names_something(self, text: str) -> bool:
        starts = {text[at : at + 2] for at in range(len(text) - 1)} & self._names.keys()
        return any(name in text for start in starts for name in self._names[start])

    def _area(self, pk: int) -> Area:
        if pk not in self._areas:
            self._areas[pk] = Area.objects.get(pk=pk)
        return self._areas[pk]


def certain(found: Sequence[tuple[Named, str]]) -> Named | None:
    """The best place named, unless another of the same name lies elsewhere: then a person decides."""
    if not found:
        return None
    best, words = found[0]
    inside = {pk for pk in best.lineage().values() if pk is not None}
    for other, same in found[1:]:
        if same == words and not (isinstance(other, Area) and other.pk in inside):
            return None
    return best


def _deepest(place: Compound | Building) -> int:
    return next((pk for pk in (getattr(place, name) for name in reversed(COLUMNS)) if pk), place.area_id)


class Kinder:
    """A kind by our key, code or name, or by a foreign label that is mapped; else none."""

    def __init__(self) -> None:
        self.told = {"known": 0, "unknown": 0}

    @cached_property
    def _known(self) -> dict[str, Kind]:
        kinds = [kind for kind in current_kinds() if kind.selectable]
        return {kind.name: kind for kind in kinds} | {kind.key: kind for kind in kinds}

    @cached_property
    def _mapped(self) -> dict[str, str]:
        return dict(KindMapping.objects.order_by("-scheme_code").values_list("path", "kind_key"))

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Give each draft its kind, where its word is known."""
        for draft in drafts:
            if draft.kind_word:
                draft.kind = self._kind(draft.kind_word)
                self.told["known" if draft.kind else "unknown"] += 1

    def _kind(self, word: str) -> Kind | None:
        if word in self._known:
            return self._known[word]
        if (key := key_of(word)) in self._known:
            return self._known[key]
        parts = word.split("/")
        levels = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
        mapped = (self._known.get(self._mapped.get(level, "")) for level in levels)
        return next((kind for kind in mapped if kind is not None), None)
