"""The areas, compounds and organisations that a form at the desk offers, by a duty of the reader's."""

from mulin.people.access import Actor
from mulin.people.models import Organisation
from mulin.places.kinds import Rank
from mulin.places.models import Area, Compound
from mulin.places.rules import COLUMNS

MOST = 400


def held_areas(actor: Actor, duty: str) -> list[Area]:
    """The areas that the actor's posts with the duty name, largest first."""
    ids = {area_id for post in actor.posts_with(duty) for _rank, area_id in post.area_scopes}
    return list(Area.objects.filter(pk__in=ids, valid_to=None).order_by("rank", "code"))


def areas_below(actor: Actor, duty: str, *, down_to: Rank = Rank.GRID) -> list[Area]:
    """These areas and those inside them, down to a rank."""
    held = held_areas(actor, duty)
    if not held:
        return []
    inside = Area.objects.none()
    for area in held:
        inside = inside | Area.objects.filter(**{area.lineage_column: area.pk})
    return list(inside.filter(valid_to=None, rank__lte=down_to).order_by("rank", "code")[:MOST])


def inside(area: Area) -> list[Area]:
    """The area and what lies in it, down to micro-grids."""
    found = Area.objects.filter(**{area.lineage_column: area.pk}, valid_to=None)
    return list(found.order_by("rank", "code")[:MOST])


def compounds_in(area: Area) -> list[Compound]:
    return list(
        Compound.objects.filter(**{area.lineage_column: area.pk}, valid_to=None).order_by("name")[:MOST]
    )


def organisations_near(actor: Actor, duty: str) -> list[Organisation]:
    """Organisations of the held areas, of what lies in them and of what they lie in."""
    held = held_areas(actor, duty)
    above = {getattr(area, column) for area in held for column in COLUMNS} - {None}
    found = Organisation.objects.filter(area_id__in=above, closed_on=None)
    for area in held:
        found = found | Organisation.objects.filter(
            **{f"area__{area.lineage_column}": area.pk}, closed_on=None
        )
    return list(found.distinct().order_by("kind", "name")[:60])
