"""What an import of areas will do: each draft gets its parent, its rank and its code, or is refused."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from mulin.lib.batches import batches
from mulin.lib.errors import BadInput, Refusal, WrongState
from mulin.lib.intake import Intake
from mulin.places.imports.drafts import Draft
from mulin.places.kinds import Rank
from mulin.places.models import Area, RetiredCode
from mulin.places.queries.codes import free_codes, patterns
from mulin.places.queries.points import finder
from mulin.places.rules import Finder, may_hang, short_name
from mulin.places.rules.codes import fits, west_to_east_north_to_south
from mulin.places.rules.names import stem


@dataclass
class Planned:
    """A draft on its way: `area` is the row it changes, or a new one; `above` its parent."""

    draft: Draft
    above: Area | None
    area: Area
    is_new: bool


@dataclass
class Plan:
    """All that will be written, parents before children."""

    root: Area | None
    report: Intake
    planned: list[Planned] = field(default_factory=list)
    _by_code: dict[str, Area] = field(default_factory=dict)
    _retired: set[str] = field(default_factory=set)
    _names: dict[str, list[Area]] | None = None
    _ground: Finder[int] | None = None
    _around_kept: dict[int, Area] = field(default_factory=dict)
    _families: dict[int, list[Area]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _kept: set[int] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def make(self, drafts: list[Draft]) -> None:
        self._look_up(drafts)
        in_file = {draft.code: draft for draft in drafts if draft.code}
        for draft in _parents_first(drafts, in_file):
            try:
                self._add(draft, in_file)
            except Refusal as refusal:
                self.report.refuse(draft.row, refusal)
        self._give_codes()

    def _look_up(self, drafts: list[Draft]) -> None:
        self._told = {draft.name for draft in drafts}
        codes = {code for draft in drafts for code in (draft.code, draft.parent) if code}
        self._by_code, self._retired = {}, set()
        for some in batches(codes):
            found = Area.objects.filter(code__in=some).select_related("parent")
            self._by_code.update({area.code: area for area in found})
            self._retired.update(RetiredCode.objects.filter(code__in=some).values_list("code", flat=True))

    def _add(self, draft: Draft, in_file: dict[str, Draft]) -> None:
        if draft.code and draft.code in self._seen:
            raise BadInput(fields={"code": _("This code stands twice in the file.")})
        self._seen.add(draft.code)
        known = self._by_code.get(draft.code) if draft.code else None
        if (known is not None and known.valid_to is not None) or draft.code in self._retired:
            raise BadInput(fields={"code": _("This code was given before; codes are never used again.")})
        above = self._above(draft, in_file, known)
        if known is None and not draft.code:
            known = self._same_name(draft, above)
        if known is not None:
            self._keep(draft, known, above)
            return
        area = self._new(draft, above)
        if draft.code:
            self._by_code[draft.code] = area
        self.planned.append(Planned(draft, above, area, is_new=True))

    def _keep(self, draft: Draft, known: Area, above: Area | None) -> None:
        if draft.parent and above is not None and known.parent_id != above.pk:
            raise WrongState(_("It lies under another area here; move it there first."))
        if draft.rank is not None and draft.rank != known.rank:
            raise BadInput(fields={"rank": _("Here this area has another rank.")})
        self._kept.add(known.pk)
        self.planned.append(Planned(draft, above, known, is_new=False))

    def _new(self, draft: Draft, above: Area | None) -> Area:
        rank = draft.rank or (Rank(min(above.rank + 1, Rank.MICRO_GRID)) if above else Rank.COMMUNITY)
        if not may_hang(rank, Rank(above.rank) if above else None, strict=False):
            raise BadInput(fields={"rank": _("An area of this rank cannot lie directly under that one.")})
        if draft.code and not fits(draft.code, rank, patterns()):
            raise BadInput(fields={"code": _("The code does not follow the pattern set for this rank.")})
        return Area(code=draft.code, name=draft.name, rank=rank)

    def _above(self, draft: Draft, in_file: dict[str, Draft], known: Area | None) -> Area | None:
        if draft.parent:
            found = self._by_code.get(draft.parent) or self._named(draft)
            if found is None:
                what = {"code": draft.parent}
                raise BadInput(
                    fields={
                        "parent": _("The row of its parent %(code)s was refused.") % what
                        if draft.parent in in_file
                        else _("There is no area with the code or name %(code)s.") % what
                    }
                )
            if found.valid_to is not None:
                raise BadInput(fields={"parent": _("The area above is no longer in force.")})
            return found
        if known is not None:
            return known.parent
        return self._around(draft) or self.root

    def _named(self, draft: Draft) -> Area | None:
        if self._names is None:
            self._names = defaultdict(list)
            for area in self._scope():
                for key in {area.name, area.short_name, stem(area.name)}:
                    self._names[key].append(area)
        # A county that has become a district keeps its stem: 延庆县, 延庆区.
        keys = (draft.parent, short_name(draft.parent), stem(draft.parent))
        found = next((self._names[key] for key in keys if key in self._names), [])
        fitting = [area for area in found if draft.rank is None or area.rank < draft.rank]
        if len(fitting) > 1:
            raise BadInput(fields={"parent": _("Several areas have this name; give the code.")})
        return fitting[0] if fitting else None

    def _scope(self) -> Iterable[Area]:
        areas = Area.objects.filter(valid_to=None, rank__lt=Rank.GRID)
        return areas.filter(**{self.root.lineage_column: self.root.pk}) if self.root else areas

    def _around(self, draft: Draft) -> Area | None:
        """The area in which the outline lies, when nothing else names the parent."""
        if draft.outline is None or draft.rank == Rank.PROVINCE:
            return None
        if self._ground is None:
            self._ground = finder(within=self.root, above=draft.rank)
        pk = self._ground.around(draft.outline.shape, (draft.outline.lng, draft.outline.lat))
        if pk is not None and pk not in self._around_kept:
            self._around_kept[pk] = Area.objects.get(pk=pk)
        return self._around_kept[pk] if pk is not None else None

    def _same_name(self, draft: Draft, above: Area | None) -> Area | None:
        """Without a code, an area of the same name under the same parent is the same area."""
        if above is None or above.pk is None:
            return None
        if above.pk not in self._families:
            self._families[above.pk] = list(Area.objects.filter(parent=above, valid_to=None))
        alike = [area for area in self._families[above.pk] if stem(area.name) == stem(draft.name)]
        exact = [area for area in alike if area.name == draft.name]
        if len(exact) > 1 or (exact and exact[0].pk in self._kept):
            raise BadInput(fields={"name": _("Several areas have this name; give the code.")})
        if exact:
            return exact[0]
        # 常营镇 may be today's 常营地区, unless the file has that one too.
        others = [area for area in alike if area.pk not in self._kept and area.name not in self._told]
        return others[0] if len(others) == 1 else None

    def _give_codes(self) -> None:
        """Neighbours without a code are numbered in rows from the north, each row from the west."""
        groups: dict[tuple[int, Rank], list[Planned]] = defaultdict(list)
        for each in self.planned:
            if each.is_new and not each.area.code:
                groups[(id(each.above), Rank(each.area.rank))].append(each)
        for (_parent, rank), group in groups.items():
            codes = free_codes(group[0].above, rank, len(group))
            for code, at in zip(codes, _reading_order(group), strict=True):
                group[at].area.code = code


def _reading_order(group: list[Planned]) -> list[int]:
    outlines = [each.draft.outline for each in group]
    drawn = [outline for outline in outlines if outline is not None]
    if len(drawn) < len(group):
        return list(range(len(group)))
    heights = [outline.bbox[3] - outline.bbox[1] for outline in drawn]
    return west_to_east_north_to_south([(outline.lng, outline.lat) for outline in drawn], heights)


def _parents_first(drafts: list[Draft], in_file: dict[str, Draft]) -> Iterable[Draft]:
    """The file's order, but no row before the row of its parent; a ring of parents is broken anywhere."""
    done: set[int] = set()
    for draft in drafts:
        line: list[Draft] = []
        each: Draft | None = draft
        while each is not None and each.row not in done:
            done.add(each.row)
            line.append(each)
            each = in_file.get(each.parent) if each.parent else None
        yield from reversed(line)
