"""Fills the draft of one scheme with what a file says, and knows what was there before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mulin.catalogue.actions._drafts import hang, new_kind, shaped
from mulin.catalogue.actions.draft_edition import draft_edition
from mulin.catalogue.kinds import Link
from mulin.catalogue.models import Edition, Kind, Limit, Scheme, Standard
from mulin.catalogue.queries.editions import draft_of
from mulin.lib.errors import WrongState
from mulin.lib.intake import Fate
from mulin.lib.worktime import Unit
from mulin.people.access import Actor

Times = Iterable[tuple[Link, str, Decimal, Unit]]


class Loader:
    """Each `put` says whether the thing was made, changed or the same; guards have run before it writes."""

    def __init__(self, scheme: Scheme, by: Actor) -> None:
        if draft_of(scheme.code) is not None:
            raise WrongState(_("Somebody is working on a draft of this scheme; publish or discard it first."))
        self.scheme = scheme
        self.draft: Edition = draft_edition(scheme, by=by)
        self.kinds = {kind.key: kind for kind in self.draft.kinds.select_related("parent")}
        self.paths = {kind.path: kind for kind in self.kinds.values()}
        self.standards: defaultdict[str, dict[int, Standard]] = defaultdict(dict)
        for standard in Standard.objects.filter(kind__edition=self.draft).select_related("kind"):
            self.standards[standard.kind.key][standard.number] = standard
        self.times: defaultdict[str, dict[tuple[str, str], tuple[Decimal, str]]] = defaultdict(dict)
        rows = self.draft.limits.filter(standard=None)
        for key, link, urgency, amount, unit in rows.values_list(
            "kind__key", "link", "urgency", "amount", "unit"
        ):
            self.times[key or ""][link, urgency] = (amount, unit)

    def kind(self, key: str) -> Kind:
        """The kind in the draft, or one to be made."""
        return self.kinds.get(key) or new_kind(self.draft, key)

    def put_kind(self, kind: Kind, parent: Kind | None, fields: Mapping[str, Any]) -> Fate:
        made = kind.pk is None
        if made:
            fields = {"position": len(self.kinds)} | dict(fields)
        changed = shaped(kind, fields) + hang(kind, parent)
        if made:
            kind.save(force_insert=True)
            self.kinds[kind.key] = kind
        elif changed:
            kind.save(update_fields=changed)
        self.paths[kind.path] = kind
        return Fate.MADE if made else Fate.CHANGED if changed else Fate.SAME

    def put_times(self, kind: Kind | None, times: Times, links: Iterable[Link]) -> bool:
        """The kind's own limits of these links (the edition's for none) become these; whether any changed."""
        key = kind.key if kind else ""
        wanted = {(str(link), urgency): (amount, str(unit)) for link, urgency, amount, unit in times}
        told = {str(link) for link in links}
        held = {where: time for where, time in self.times[key].items() if where[0] in told}
        if held == wanted:
            return False
        self.draft.limits.filter(kind=kind, standard=None, link__in=told).delete()
        Limit.objects.bulk_create(
            Limit(edition=self.draft, kind=kind, link=link, urgency=urgency, amount=amount, unit=unit)
            for (link, urgency), (amount, unit) in wanted.items()
        )
        kept = {where: time for where, time in self.times[key].items() if where[0] not in told}
        self.times[key] = kept | wanted
        return True

    def put_standard(self, kind: Kind, number: int, values: Mapping[str, Any]) -> Fate:
        there = self.standards[kind.key].get(number)
        if there is None:
            self.standards[kind.key][number] = Standard.objects.create(kind=kind, number=number, **values)
            return Fate.MADE
        changed = [name for name, value in values.items() if getattr(there, name) != value]
        for name in changed:
            setattr(there, name, values[name])
        if changed:
            there.save(update_fields=changed)
        return Fate.CHANGED if changed else Fate.SAME


def worst(fates: Iterable[Fate]) -> Fate:
    """What became of a row that brought several things."""
    seen = set(fates)
    return next((fate for fate in (Fate.MADE, Fate.CHANGED) if fate in seen), Fate.SAME)
