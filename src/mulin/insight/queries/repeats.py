"""Matters that many reports tell of."""

from django.db.models import Exists, OuterRef

from mulin.cases.models import Case, Group
from mulin.catalogue.kinds import Secrecy
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE


def repeats(area: Area, most: int = 20) -> list[Group]:
    """The largest groups with a case in the area; none that holds a confidential one."""
    mine = Case.objects.filter(group_id=OuterRef("pk"))
    here = mine.filter(**{LINEAGE[Rank(area.rank)]: area.pk})
    found = Group.objects.filter(Exists(here), size__gt=1)
    found = found.exclude(Exists(mine.filter(secrecy=Secrecy.CONFIDENTIAL)))
    return list(found.order_by("-size", "id")[:most])
