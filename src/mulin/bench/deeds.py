"""What the users of a round do: pages read, reports sent, cases filed and sent on, whole lives of cases."""

from collections import deque
from collections.abc import Iterable, Mapping
from itertools import count
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
WHERE = (
    *(
        "三号楼东侧",
        "菜市场门口",
        "幼儿园北墙",
        "公交站旁",
        "河边步道",
        "地下车库入口",
        "物业用房后",
        "快递柜边",
    ),
    *("健身广场", "配电房外", "二单元楼道", "自行车棚", "小学南门", "便民桥头", "垃圾分类点", "老年食堂"),
)
WHAT = (
    *("路灯整夜不亮", "井盖松动作响", "污水漫到路面", "树枝压住电线", "护栏缺了一截", "墙皮大片脱落"),
    *("水压低得洗不了澡", "共享单车堵满", "铺设的砖翘起", "广告牌歪斜", "积水没过脚踝", "电动车乱拉线充电"),
    *("有人堆放建材", "野狗成群", "油烟直排", "水表倒转"),
)
WISH = (
    *(
        "老人走着怕摔",
        "请尽早来看",
        "已有半个月",
        "孩子上学必经",
        "雨天更糟",
        "邻居都在反映",
        "盼回复",
        "夜里尤其危险",
    ),
)


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
    """Reports of residents, each with words and a point of its own inside the dispatcher's grids."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.numbers = count(1)
        rows = AreaBoundary.objects.filter(area__rank=Rank.MICRO_GRID, area__community_id__in=grounds())
        self.outlines = [shape(row) for row in rows.values_list("geojson", flat=True)]

    def __call__(self) -> Request:
        pick, point = self.random.choice, self._point()
        text = f"{pick(WHERE)}{pick(WHAT)}，{pick(WISH)}。{next(self.numbers)}"
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
