"""Who is written to on the secretary's direct line: at each level of a place, whoever may instruct there."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.kinds import Duty, SecretaryLevel
from mulin.people.models import Deputy, Post, Scope, Tenure
from mulin.people.queries.posts import open_posts
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE

RANKS: dict[Rank, SecretaryLevel] = {
    Rank.COMMUNITY: SecretaryLevel.COMMUNITY,
    Rank.STREET: SecretaryLevel.STREET,
    Rank.DISTRICT: SecretaryLevel.COUNTY,
}


def secretaries_of(area: Area | None, compound_id: int | None = None) -> dict[SecretaryLevel, Post]:
    """The post at each level of the place in which somebody acts today, the nearest level first."""
    ids = [getattr(area, LINEAGE[rank]) for rank in RANKS] if area is not None else []
    here = Q(area_id__in=[area_id for area_id in ids if area_id is not None], area__rank__in=RANKS)
    if compound_id is not None:
        here |= Q(compound_id=compound_id)
    found: dict[SecretaryLevel, Post] = {}
    rows = _scopes().filter(here).select_related("post", "area").order_by("post__role__order", "post__code")
    for scope in rows:
        found.setdefault(_level(scope), scope.post)
    return {level: found[level] for level in SecretaryLevel if level in found}


def written_to(
    level: str, held: Mapping[SecretaryLevel, Post], *, placed: bool, field: str = "secretary"
) -> Post | None:
    """The post at the level asked for, or the community's, or the nearest; None where nobody holds any.

    BadInput when the level asked for is held by nobody there, or the place does not say by whom.
    """
    if not level:
        return held.get(SecretaryLevel.COMMUNITY) or next(iter(held.values()), None)
    if level in held:
        return held[SecretaryLevel(level)]
    if not placed:
        raise BadInput(
            fields={
                field: _(
                    "Please say where it is, by the map or by house, so that it reaches the right secretary."
                )
            }
        )
    raise BadInput(fields={field: _("Nobody holds this post there at present; please choose another level.")})


def levels_held() -> list[SecretaryLevel]:
    """The levels at which anybody at all can be written to, for a form that knows no place yet."""
    rows = _scopes().order_by()
    held = {
        RANKS[Rank(rank)]
        for rank in rows.filter(area__rank__in=RANKS).values_list("area__rank", flat=True).distinct()
    }
    held |= {SecretaryLevel.COMPOUND} if rows.filter(compound__isnull=False).exists() else set()
    return [level for level in SecretaryLevel if level in held]


def _scopes() -> QuerySet[Scope]:
    day = clock.today()
    acting = Q()
    for model in (Tenure, Deputy):
        acting |= Q(Exists(model.objects.filter(post_id=OuterRef("post_id"), during__contains=day)))
    instructing = open_posts(day).filter(role__duties__contains=[Duty.CASE_INSTRUCT.value])
    return Scope.objects.filter(acting, post__in=instructing)


def _level(scope: Scope) -> SecretaryLevel:
    return RANKS[Rank(scope.area.rank)] if scope.area is not None else SecretaryLevel.COMPOUND
