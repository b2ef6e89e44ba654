"""Communities are joined: their representatives, the tour to come and what waits for an answer go with the ground."""

from datetime import timedelta

from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.places.actions.create_area import NewArea
from mulin.places.actions.merge import merge
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.reactions.redrawing import follow_ground
from mulin.reactions.relay import relay_all
from mulin.tours.actions.look import find
from mulin.tours.actions.name_representative import name_representative
from mulin.tours.models import Finding, Representative, Tour
from mulin.tours.queries.rota import candidates
from mulin.trail.models import Event
from tests.places.ground import square
from tests.support.world import World, make_area
from tests.tours.conftest import WEEK, fits, stop_of

HOUSE = Actor.system("tests")


def test_a_rota_goes_on_when_two_communities_become_one(
    world: World, drawn: Tour, secretary: Actor, worker: Actor, now: Frozen
) -> None:
    other = make_area("河东社区", Rank.COMMUNITY, world.street)
    both = Representative.objects.order_by("pk")[0].person
    for person in (both, Person.objects.create(registered=clock.now())):
        name_representative(
            area=other, person=person, begins=clock.today(), ends=None, named_by="居民会议", by=HOUSE
        )
    later = name_representative(
        area=other, person=Person.objects.create(registered=clock.now()), begins=clock.today() + 4 * WEEK, ends=None,
        named_by="居民会议", by=HOUSE,
    )  # fmt: skip
    now.move_to(drawn.starts_at - timedelta(hours=1))
    finding = find(stop_of(drawn), text="门口堆物", addressee="shop", by=worker)
    now.tick(WEEK)
    Tour.objects.filter(pk=drawn.pk).update(starts_at=clock.now() + WEEK)
    new = NewArea(name="柳河社区", rank=Rank.COMMUNITY, code="C-NEW", boundary=square(116, 39, 1, 1))
    whole = merge([world.community, other], new=new, by=HOUSE)
    relay_all()
    for row in (Tour.objects.get(), Finding.objects.get(pk=finding.pk)):
        assert row.community_id == whole.pk
    tour = Tour.objects.select_related("area").get()
    assert len(candidates(tour)) == 6
    assert Representative.objects.get(pk=later.pk).community_id == whole.pk
    assert (
        Representative.objects.filter(area=other).count()
        + Representative.objects.filter(area=world.community).count()
        == 1
    )
    event = Event.objects.get(verb="area.merged", subject_id=str(Area.objects.get(pk=other.pk).pk))
    count = Event.objects.count()
    follow_ground(event)
    assert Event.objects.count() == count
    fits()
