"""Matters that many reports tell of."""

from django.db.models import Exists, OuterRef, Q

from mulin.cases.models import Case, Group
from mulin.catalogue.kinds import Secrecy
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE


def repeats(area: Area, most: int = 20, words: str = "") -> list[Group]:
    """The largest groups with a case in the area that tell of the words; none that holds a confidential one."""
    mine = Case.objects.filter(group_id=OuterRef("pk"))
    here = mine.filter(**{LINEAGE[Rank(area.rank)]: area.pk})
    found = Group.objects.filter(Exists(here), size__gt=1)
    found = found.exclude(Exists(mine.filter(secrecy=Secrecy.CONFIDENTIAL)))
    if words:
        found = found.filter(Q(title__icontains=words) | Q(words__icontains=words))
    return list(found.order_by("-size", "id")[:most])
