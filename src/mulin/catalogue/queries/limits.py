"""Limits of a kind: read once an edition, for a published edition never changes."""

from collections import defaultdict
from decimal import Decimal

from mulin.catalogue.kinds import EditionState, Link, Urgency
from mulin.catalogue.models import Edition, Kind, Limit, Standard
from mulin.catalogue.queries.keeping import Kept, is_settled
from mulin.catalogue.rules.ladder import Allowance, Entry, ladder
from mulin.lib.worktime import Unit

DEFAULT, STANDARD_DEPTH = 0, 99
Own = tuple[Link, str, Decimal, Unit]


class Limits:
    """All limits of one edition, by kind and by standard."""

    def __init__(self, edition_id: int) -> None:
        self.of_kind: defaultdict[str, list[Own]] = defaultdict(list)
        self.of_standard: defaultdict[int, list[Own]] = defaultdict(list)
        rows = Limit.objects.filter(edition_id=edition_id).values_list(
            "kind__key", "standard_id", "link", "urgency", "amount", "unit"
        )
        for key, standard_id, link, urgency, amount, unit in rows:
            own = (Link(link), urgency, amount, Unit(unit))
            if standard_id:
                self.of_standard[standard_id].append(own)
            else:
                self.of_kind[key or ""].append(own)

    def entries(self, chain: list[str], standard: Standard | None) -> list[Entry]:
        """Rows that bear on the kind, the edition's defaults shallowest and the standard's own deepest."""
        found = [Entry(DEFAULT, *own) for own in self.of_kind.get("", ())]
        for depth, key in enumerate(reversed(chain), start=1):
            found += [Entry(depth, *own) for own in self.of_kind.get(key, ())]
        if standard is not None:
            if standard.limit_amount is not None:
                unit = Unit(standard.limit_unit)
                found.append(Entry(STANDARD_DEPTH - 1, Link.HANDLE, "", standard.limit_amount, unit))
            found += [Entry(STANDARD_DEPTH, *own) for own in self.of_standard.get(standard.pk, ())]
        return found


_kept: Kept[Limits] = Kept(100)


def _limits(edition_id: int) -> Limits:
    found = _kept.get(edition_id)
    if found is None:
        found = Limits(edition_id)
        if is_settled(edition_id):
            _kept.put(edition_id, found)
    return found


def limits_for(
    kind: Kind, urgency: str = Urgency.NORMAL, standard: Standard | None = None
) -> dict[Link, Allowance]:
    """The time for each link of a matter of this kind, in the edition the kind belongs to."""
    return ladder(_limits(kind.edition_id).entries(kind.chain, standard), urgency)


def warm() -> None:
    """Read the limits of all editions in force, so that no request has to."""
    for edition_id in Edition.objects.exclude(state=EditionState.DRAFT).values_list("pk", flat=True):
        _limits(edition_id)
