"""What a sent form says about a matter, as the rows that it means."""

from django.utils.translation import gettext as _

from mulin.cases.actions.report import Place
from mulin.catalogue.models import Kind
from mulin.lib.errors import BadInput
from mulin.lib.ids import known_number
from mulin.places.models import Area, Building, Compound
from mulin.places.queries import find_by_words

LONGEST_SEARCHED = 2000


def kind_given(text: str) -> Kind | None:
    """The kind chosen from a list by its number; no choice is none."""
    if not text:
        return None
    found = Kind.objects.filter(pk=known_number(text) or 0).first()
    if found is None:
        raise BadInput(fields={"kind": _("Choose a kind from the list.")})
    return found


def named_place(address: str, text: str = "") -> Place:
    """The place whose name stands in the address, else in the text; a compound gives its first grid.

    Where neither names one, the case waits to be placed.
    """
    found = find_by_words(f"{address} {text}"[:LONGEST_SEARCHED])
    place = found[0][0] if found else None
    if isinstance(place, Area):
        return Place(area=place, address=address)
    if isinstance(place, Compound):
        grid = place.grids.order_by("code").first()
        return Place(area=grid or place.area, compound_id=place.pk, address=address)
    if isinstance(place, Building):
        return Place(area=place.area, building_id=place.pk, compound_id=place.compound_id, address=address)
    return Place(address=address)
