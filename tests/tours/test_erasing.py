"""Words and photos of tours are erased by who keeps them, and with who wrote them; history and draw still verify."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from mulin.files.actions.store import prepare_photo
from mulin.files.queries import photos_of
from mulin.lib.clock import Frozen
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.actions.erase_person import erase_person
from mulin.people.models import Person
from mulin.reactions.relay import relay_all
from mulin.tours.actions.erase import erase_finding, erase_reply, erase_stop
from mulin.tours.actions.look import look
from mulin.tours.actions.reply import reply
from mulin.tours.models import Finding, Tour, TourStop
from mulin.trail.models import Event
from tests.support.scene import picture
from tests.tours.conftest import fits, stop_of


@pytest.fixture
def seen(drawn: Tour, worker: Actor, now: Frozen) -> TourStop:
    """Looked at, with a remark and a photo of its own and one finding with a photo."""
    now.move_to(drawn.starts_at + timedelta(minutes=30))
    photo = prepare_photo(picture())
    return look(
        stop_of(drawn),
        answers={"exit": "yes", "price": "no", "note": "店主王姐很热情"},
        notes={"price": "王姐说明天改"},
        photos={"price": [photo], "photo": [photo]},
        by=worker,
    )


def shown(seen: TourStop) -> tuple[int, int]:
    """How many photos of the stop and of its finding are left."""
    return photos_of("tourstop", seen.pk).count(), photos_of("tourfinding", Finding.objects.get().pk).count()


def test_a_remark_goes_with_its_photos_and_the_finding_stays(
    seen: TourStop, worker: Actor, secretary: Actor
) -> None:
    with pytest.raises(NotAllowed):
        erase_stop(seen, by=worker)
    for _again in range(2):
        gone = erase_stop(seen, by=secretary)
    assert (gone.text, gone.salt, gone.answers) == (None, None, {"exit": "yes", "price": "no"})
    assert Event.objects.filter(verb="tour.erased").count() == 1
    assert shown(seen) == (0, 1)
    assert "王姐" in (Finding.objects.get().text or "")
    fits()


def test_where_nothing_was_said_nothing_is_erased(drawn: Tour, secretary: Actor) -> None:
    assert erase_stop(stop_of(drawn), by=secretary).erased_at is None
    assert not Event.objects.filter(verb="tour.erased").exists()


def test_a_finding_goes_with_its_photos(seen: TourStop, secretary: Actor) -> None:
    for _again in range(2):
        erase_finding(Finding.objects.get(), by=secretary)
    assert shown(seen) == (1, 0)
    assert Event.objects.filter(verb="finding.erased").count() == 1
    fits()


def test_an_answer_goes_alone(seen: TourStop, shopkeeper: Actor, secretary: Actor) -> None:
    said = reply(Finding.objects.get(), text="王姐答复：已改", by=shopkeeper)
    with pytest.raises(NotAllowed):
        erase_reply(said, by=shopkeeper)
    for _again in range(2):
        assert erase_reply(said, by=secretary).text is None
    assert Finding.objects.get().text
    fits()


def test_what_a_person_wrote_goes_with_the_person(
    seen: TourStop, worker: Actor, shopkeeper: Actor, secretary: Actor
) -> None:
    reply(Finding.objects.get(), text="已改", by=shopkeeper)
    for actor in (shopkeeper, worker):
        person = Person.objects.get(pk=actor.person_id)
        person.tenures.all().delete()
        erase_person(person, by=Actor.system("tests"))
        relay_all()
        finding = Finding.objects.get()
        assert finding.reply.text is None
        assert (finding.text is None) == (actor is worker)
    seen.refresh_from_db()
    assert seen.text is None and shown(seen) == (0, 0)
    fits()


def test_the_desk_erases_what_was_said_at_a_stop(
    seen: TourStop, worker: Actor, secretary: Actor, as_: Callable[[Actor], Client]
) -> None:
    page, path = f"/desk/tours/{seen.tour_id}/", f"/desk/tours/{seen.tour_id}/erase/"
    desk, sent = as_(secretary), {"stop": str(seen.pk)}
    assert "要抹去对这一站总的记录和照片吗" in desk.get(page).content.decode()
    assert "要抹去对这一站" not in as_(worker).get(page).content.decode()
    assert as_(worker).post(path, sent).status_code == 404
    assert desk.post(path, {"stop": "x"}).status_code == 404
    for _again in range(2):
        assert desk.post(path, sent).status_code == 302
    answer = desk.get(page).content.decode()
    assert "店主王姐很热情" not in answer and "（已抹去）" in answer
    assert shown(seen) == (0, 1)
