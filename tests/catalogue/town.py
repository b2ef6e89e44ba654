"""A small town and those who answer in it, for the tests of this room."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mulin.catalogue.actions.add_kind import add_kind
from mulin.catalogue.actions.draft_edition import draft_edition
from mulin.catalogue.actions.make_scheme import make_scheme
from mulin.catalogue.actions.publish_edition import publish_edition
from mulin.catalogue.kinds import Secrecy, Track
from mulin.catalogue.models import Edition, Kind
from mulin.people.access import EVERYWHERE, Actor
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.actions.create_post import create_post
from mulin.people.actions.load_roles import load_roles
from mulin.people.actions.register_person import register_person
from mulin.people.models import Organisation, Post
from mulin.places.actions.create_area import NewArea, create_area
from mulin.places.kinds import Rank
from mulin.places.models import Area

HOUSE = Actor.system("test")
START = date(2020, 1, 1)


@dataclass
class Town:
    areas: dict[str, Area] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def area(self, code: str, rank: Rank, parent: str = "") -> Area:
        above = self.areas[parent] if parent else None
        self.areas[code] = create_area(above, new=NewArea(name=f"区域{code}", rank=rank), by=HOUSE)
        return self.areas[code]

    def organisation(self, code: str, name: str, area: str, kind: str = "utility") -> Organisation:
        made = create_organisation(code=code, name=name, kind=kind, area=self.areas[area], by=HOUSE)
        self.organisations[code] = made
        return made

    def post(self, code: str, role: str, *areas: str, held: bool = True, **more: Any) -> Post:
        scopes = [self.areas[area] for area in areas] or [EVERYWHERE]
        self.posts[code] = create_post(
            code=code, name=f"岗位{code}", role=role, scopes=scopes, by=HOUSE, **more
        )
        if held:
            assign_post(self.posts[code], person=register_person(name=f"人{code}", by=HOUSE), by=HOUSE)
        return self.posts[code]

    def actor(self, code: str) -> Actor:
        return Actor.for_post(self.posts[code])


def town() -> Town:
    """A district, a street, two communities with a grid each, and the posts that dispatch."""
    made = Town()
    load_roles(by=HOUSE)
    made.area("d", Rank.DISTRICT)
    made.area("s", Rank.STREET, "d")
    for number in ("1", "2"):
        made.area(f"c{number}", Rank.COMMUNITY, "s")
        made.area(f"g{number}", Rank.GRID, f"c{number}")
    made.organisation("water", "供水公司", "d")
    made.organisation("power", "供电公司", "d")
    made.organisation("home", "物业一公司", "c1", "property")
    made.organisation("office", "居委会", "c1", "community")
    made.post("owner", "owner")
    made.post("disp", "community_dispatcher", "c1", organisation=made.organisations["office"])
    made.post("grid", "grid_worker", "g1", organisation=made.organisations["office"])
    return made


def published(*codes: str, scheme: str = "T", **fields: Any) -> Edition:
    """An edition in force with a class and kinds under it."""
    draft = draft_edition(make_scheme(scheme, name="测试", by=HOUSE), by=HOUSE)
    above = add_kind(draft, code="01", name="大类", selectable=False, by=HOUSE)
    for code in codes or ("0101",):
        add_kind(draft, code=code, parent=above, by=HOUSE, **{"name": f"事项{code}"} | fields)
    return publish_edition(draft, by=HOUSE, from_date=START)


def kind(edition: Edition, code: str = "0101") -> Kind:
    return edition.kinds.get(key=f"{edition.scheme.code}:{code}")


def confidential(track: Track) -> dict[str, Any]:
    return {"track": track, "secrecy": Secrecy.CONFIDENTIAL, "concern": "dispute"}
