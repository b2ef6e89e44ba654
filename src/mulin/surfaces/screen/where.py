"""Which area is looked at, and from how high."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest

from mulin.lib import clock
from mulin.lib.clock import LOCAL
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Area
from mulin.places.queries import chain, children
from mulin.ui import nav
from mulin.ui.http import actor_of

SPANS = (7, 30, 90)
USUAL = 30
MOST_ROOTS = 20


@dataclass(frozen=True)
class Where:
    """The area in view, those above it within reach, the areas one may begin from, and the span of days."""

    actor: Actor
    area: Area
    above: list[Area]
    roots: list[Area]
    days: int
    path: str

    @property
    def until(self) -> date:
        return clock.today()

    @property
    def since(self) -> date:
        return self.until - timedelta(days=self.days - 1)

    @property
    def since_moment(self) -> datetime:
        return datetime.combine(self.since, time.min, LOCAL)

    def context(self) -> dict[str, Any]:
        """What every page of the screen shows of it."""
        return {
            "area": self.area,
            "above": self.above,
            "roots": self.roots,
            "days": self.days,
            "spans": SPANS,
            "since": self.since,
            "until": self.until,
            "tabs": nav.drawn(nav.SCREEN, nav.duties_of(self.actor), self.path),
            "query": f"?area={self.area.code}&days={self.days}",
        }


def where(request: HttpRequest) -> Where:
    """The area asked for, if the actor's screen reaches it; else the highest that it does."""
    actor = actor_of(request)
    if not actor.may(Duty.SCREEN_SEE):
        raise NotAllowed
    roots = _roots(actor)
    code = request.GET.get("area", "")
    area = next((one for one in roots if one.code == code), None) if code else next(iter(roots), None)
    if area is None and code:
        area = Area.objects.filter(code=code[:40], valid_to=None).first()
    if area is None or not actor.reaches(Duty.SCREEN_SEE, area.lineage()):
        raise NotFound
    above = [one for one in chain(area) if one.pk != area.pk]
    above = [one for one in above if actor.reaches(Duty.SCREEN_SEE, one.lineage())]
    days = request.GET.get("days", "")
    span = int(days) if days in {str(span) for span in SPANS} else USUAL
    return Where(actor, area, above, roots, span, request.path)


def _roots(actor: Actor) -> list[Area]:
    posts = actor.posts_with(Duty.SCREEN_SEE)
    if any(post.everywhere for post in posts):
        return list(children(None)[:MOST_ROOTS])
    ids = {area_id for post in posts for _rank, area_id in post.area_scopes}
    return list(Area.objects.filter(pk__in=ids, valid_to=None).order_by("rank", "code")[:MOST_ROOTS])
