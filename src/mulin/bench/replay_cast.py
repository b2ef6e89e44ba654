"""The town's posts as they would turn to a case, and what they would write into its forms."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from mulin.cases.commands import Ask, Shape
from mulin.cases.kinds import State, Verb
from mulin.cases.models import Case, Clock
from mulin.cases.queries.choices import organisations_to_choose, posts_to_choose
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import current_kinds
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Person, Post
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building

RESIDENTS = 200
SAID = (
    "楼道灯不亮，老人晚上上下楼看不清。",
    "垃圾桶满了两天没人清，味道很大。",
    "路面井盖松动，骑车经过差点摔倒。",
    "电梯一周停了三次，物业只说在等配件。",
    "楼上半夜装修，全家睡不着。",
    "消防通道被私家车堵住，救护车进不来。",
    "水管爆了，地下室已经进水。",
    "想问问老年卡怎么办理。",
)
WORDS = ("请尽快核实处理。", "已到现场查看。", "已修复，请居民确认。", "与当事人沟通过。", "按职责办理。")
#: A yes is the usual answer to these; to others one or the other.
USUALLY = 0.88


class Cast:
    """Actors of all posts, by post, by organisation and by area; residents without a post."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.by_post: dict[int, Actor] = {}
        self.by_organisation: dict[int, list[Actor]] = defaultdict(list)
        self.by_area: dict[int, list[Actor]] = defaultdict(list)
        for post in Post.objects.filter(closed_on=None).order_by("code"):
            self._take(Actor.for_post(post))
        people = Person.objects.filter(tenures=None, erased=None).order_by("pk")[:RESIDENTS]
        self.residents = {person.pk: Actor.resident(person) for person in people}
        self.kinds = [kind for kind in current_kinds() if kind.selectable and not kind.photos_after]
        self.buildings = list(Building.objects.filter(valid_to=None).select_related("area").order_by("pk"))
        self.grids = list(Area.objects.filter(rank=Rank.GRID, valid_to=None).order_by("pk"))

    def _take(self, actor: Actor) -> None:
        held = actor.posts[0]
        self.by_post[held.post_id] = actor
        if held.organisation_id is not None:
            self.by_organisation[held.organisation_id].append(actor)
        for _rank, area in held.area_scopes:
            self.by_area[area].append(actor)

    def role(self, role: str) -> list[Actor]:
        """All who hold a role."""
        return [actor for actor in self.by_post.values() if actor.posts[0].role == role]

    def around(self, case: Case) -> list[Actor]:
        """Who might act on a case now: those who hold it, its reporter, the posts of its ground; in random order."""
        near = [*self.by_organisation.get(case.holder_org_id or 0, ())]
        near += [self.by_post[pk] for pk in (*case.post_ids, case.holder_post_id) if pk in self.by_post]
        for organisation in case.org_ids:
            near += self.by_organisation.get(organisation, ())
        if case.reporter_id in self.residents:
            near += [self.residents[case.reporter_id]] * 3
        for area in case.lineage().values():
            near += self.by_area.get(area or 0, ())
        self.rng.shuffle(near)
        return near

    def kind_for(self, door: str) -> Kind:
        """Any kind that the door admits."""
        open_to = [kind for kind in self.kinds if not kind.doors or door in kind.doors]
        return self.rng.choice(open_to or self.kinds)

    def text(self) -> str:
        return self.rng.choice(SAID)

    def given(self, asks: Sequence[Ask], verb: Verb, case: Case, others: Sequence[Case]) -> dict[str, Any]:
        """A form filled in as somebody would: what is required always, the rest now and then."""
        given = {
            ask.name: self._value(ask, verb, case, others)
            for ask in asks
            if ask.required or ask.name in _ALWAYS or self.rng.random() < 0.3
        }
        if verb == Verb.DISPATCH and self.rng.random() < 0.9:
            given.pop("organisation", None)
            given.pop("post", None)
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def _value(self, ask: Ask, verb: Verb, case: Case, others: Sequence[Case]) -> Any:
        rng = self.rng
        match ask.shape:
            case Shape.TEXT:
                return rng.choice(WORDS)
            case Shape.LINE:
                return f"JD{case.serial:08d}{rng.randint(10, 99)}"
            case Shape.FLAG:
                return "1" if rng.random() < USUALLY else "0"
            case Shape.WHOLE:
                return str(ask.default or 3)
            case Shape.MOMENT:
                return (
                    (clock.now() + timedelta(days=rng.randint(1, 20))).isoformat() if ask.required else None
                )
            case Shape.CHOICE:
                return rng.choice([code for code, _label in ask.choices])
            case Shape.KIND:
                return str(self.kind_for(case.door).pk)
            case Shape.AREA:
                return rng.choice(self.grids).code
            case Shape.ORGANISATION | Shape.ORGANISATIONS:
                found = [code for _name, rows in organisations_to_choose(case) for code, _label in rows]
                wanted = 1 if ask.shape is Shape.ORGANISATION else min(2, len(found))
                picked = rng.sample(found, wanted) if found else []
                return picked if ask.shape is Shape.ORGANISATIONS else next(iter(picked), None)
            case Shape.POST:
                posts = posts_to_choose(case, verb)
                return rng.choice(posts)[0] if posts else None
            case Shape.CASE:
                return str(rng.choice(others).pk) if others else None
            case Shape.CLOCK:
                overrun = Clock.objects.filter(case=case, overran=True).values_list("pk", flat=True)
                return next(iter(overrun[:1]), None)
            case _:
                return None


_ALWAYS = frozenset(
    {"kind", "area", "conditions_met", "solved", "satisfaction", "contacted", "agreed", "reply"}
)

#: How readily somebody does a verb; those of the main line come first, harm seldom.
READINESS: dict[str, float] = {
    **dict.fromkeys(("file", "dispatch", "accept", "handle", "check", "close", "verify", "answer"), 12.0),
    **dict.fromkeys(("finish_part", "arrive", "agree", "decide", "grant", "resume"), 8.0),
    **dict.fromkeys(("rate", "confirm", "take_on", "designate"), 4.0),
    **dict.fromkeys(("solve", "reply", "call_back", "ask_verify", "place", "fulfil"), 0.6),
    **dict.fromkeys(("decline", "merge", "suspend", "return", "reopen", "whistle", "extend", "ask"), 0.15),
    **dict.fromkeys(("withdraw", "transfer", "erase", "unmerge", "link_order", "escalate", "appeal"), 0.04),
}
QUIET_STATES = frozenset({State.CLOSED, State.DECLINED, State.MERGED, State.WITHDRAWN})
