"""What the users of a round do: pages read, reports sent, cases filed and sent on, whole lives of cases."""

from collections import deque
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any, NamedTuple

from shapely import Point
from shapely.geometry import shape

from mulin.accounts.models import User
from mulin.bench.driver import Browser, Deed, RanOutError, Request
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.people.access import actor_for
from mulin.places.kinds import Rank
from mulin.places.models import AreaBoundary

#: Led by the water company over the whole district, and closed without photos.
KIND = "MUL:0404"
HANZI = range(0x4E00, 0x9FA5)
LENGTH = 18


class Step(NamedTuple):
    """One turn of a case's life; `{case}` in the path is its id."""

    verb: str
    login: str
    path: str
    fields: Mapping[str, Any]

    def on(self, case: object) -> Request:
        return Request(self.login, self.path.format(case=case), self.fields)


DESK = "/desk/cases/{case}/"
LIFE: tuple[Step, ...] = (
    Step("file", "dispatcher", f"{DESK}file/", {"kind": KIND}),
    Step("dispatch", "dispatcher", f"{DESK}dispatch/", {}),
    Step("accept", "department", f"{DESK}accept/", {}),
    Step("handle", "department", f"{DESK}handle/", {"result": "已派人检修，水压恢复正常", "contacted": "1"}),
    Step("check", "district", f"{DESK}check/", {"passed": "1"}),
    Step("close", "secretary", f"{DESK}close/", {"conditions_met": "1"}),
    Step("rate", "resident", "/mine/{case}/do/rate/", {"solved": "1", "satisfaction": "very"}),
)
LOGINS = ("resident", *dict.fromkeys(step.login for step in LIFE if step.login != "resident"))


def grounds() -> list[int]:
    """The communities in which the demo's dispatcher sends on and its secretary closes."""
    found = [
        {area for post in actor_for(User.objects.get(login=login)).posts for _rank, area in post.area_scopes}
        for login in ("dispatcher", "secretary")
    ]
    return sorted(set.intersection(*found))


class Reports:
    """Reports of residents, each with a point inside the dispatcher's grids and words that no other has.

    Were they alike, the page would ask whether the matter is known already, as thousands lie close together.
    """

    def __init__(self) -> None:
        # Told apart from those of a smaller size, which are there already.
        self.random = Random(Case.objects.count())
        rows = AreaBoundary.objects.filter(area__rank=Rank.MICRO_GRID, area__community_id__in=grounds())
        self.outlines = [shape(row) for row in rows.values_list("geojson", flat=True)]

    def __call__(self) -> Request:
        point = self._point()
        text = "".join(map(chr, self.random.choices(HANZI, k=LENGTH)))
        return Request("resident", "/report/", {"text": text, "lng": point.x, "lat": point.y})

    def _point(self) -> Point:
        outline = self.random.choice(self.outlines)
        west, south, east, north = outline.bounds
        while True:
            point = Point(self.random.uniform(west, east), self.random.uniform(south, north))
            if outline.contains(point):
                return point


def reading(path: str, login: str = "dispatcher") -> Deed:
    """The same page again and again."""
    return lambda browser: browser.send(Request(login, path))


def sending(reports: Reports) -> Deed:
    """One report after another."""
    return lambda browser: browser.send(reports())


def once_each(requests: Iterable[Request]) -> Deed:
    """Every request once, by whichever user comes to it first."""
    waiting = deque(requests)

    def deed(browser: Browser) -> None:
        try:
            request = waiting.popleft()
        except IndexError:
            raise RanOutError from None
        browser.send(request)

    return deed


def case_pages(most: int) -> Deed:
    """Pages of cases that wait in the dispatcher's communities, each once."""
    return once_each(Request("dispatcher", DESK.format(case=pk)) for pk in waiting(State.REPORTED, most))


def acts(verb: str, state: State, most: int) -> Deed:
    """A step of life for cases in that state, each once."""
    step = next(step for step in LIFE if step.verb == verb)
    return once_each(step.on(pk) for pk in waiting(state, most))


def waiting(state: State, most: int) -> list[object]:
    """Ids of the newest cases in a state in the dispatcher's communities."""
    found = Case.objects.filter(state=state, community_id__in=grounds(), live=True)
    return list(found.order_by("-id").values_list("pk", flat=True)[:most])


def lives(reports: Reports) -> Deed:
    """Whole lives: reported, filed, sent on, accepted, handled, checked, closed and rated by five people."""

    def deed(browser: Browser) -> None:
        case = browser.send(reports()).split("/")[2]
        for step in LIFE:
            browser.send(step.on(case))

    return deed
