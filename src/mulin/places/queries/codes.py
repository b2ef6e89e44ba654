"""Codes not yet given."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, Conflict
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, RetiredCode
from mulin.places.rules.codes import fits, next_codes

MOST_BUILDINGS = 99_999


def patterns() -> Mapping[str, str]:
    """The installation's code pattern of each rank (`MULIN_AREA_CODES`, rank name to expression)."""
    given: Mapping[str, str] = settings.AREA_CODES
    return given


def free_codes(parent: Area | None, rank: Rank, count: int = 1) -> list[str]:
    """The next codes under a parent; the caller holds the parent's lock so that nobody else gets them."""
    prefix = parent.code if parent else ""
    taken = [
        *Area.objects.filter(code__startswith=prefix).filter(parent=parent).values_list("code", flat=True),
        *RetiredCode.objects.filter(code__startswith=prefix).values_list("code", flat=True),
        *Area.objects.filter(code__startswith=prefix, rank=rank).values_list("code", flat=True),
    ]
    codes = next_codes(prefix, rank, taken, count)
    if len(codes) < count:
        raise Conflict(_("All codes under %(code)s have been given out.") % {"code": prefix})
    return codes


def must_be_free(code: str, rank: Rank) -> None:
    """Refuse a code that breaks the pattern or was ever given to anybody."""
    if not fits(code, rank, patterns()):
        raise BadInput(fields={"code": _("The code does not follow the pattern set for this rank.")})
    if Area.objects.filter(code=code).exists() or RetiredCode.objects.filter(code=code).exists():
        raise BadInput(fields={"code": _("This code was given before; codes are never used again.")})


def next_building_number(area: Area) -> str:
    """The number after the highest in the grid; the caller holds the grid's lock."""
    highest = Building.objects.filter(area=area).order_by("-number").values_list("number", flat=True).first()
    number = int(highest or 0) + 1
    if number > MOST_BUILDINGS:
        raise Conflict(_("All building numbers of this grid have been given out."))
    return f"{number:05d}"
