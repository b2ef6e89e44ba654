"""What a person said goes for good: words, photos, and their copies; what others said stays."""

import pytest
from PIL import Image

from mulin.cases.actions.ask import answer, ask
from mulin.cases.actions.decline import decline
from mulin.cases.actions.erase import erase_words
from mulin.cases.actions.follow import follow
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case, Group, Words
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.files.actions.store import store_photo
from mulin.files.models import Attachment
from mulin.lib.errors import NotAllowed, WrongState
from mulin.notices.models import Notice
from mulin.notices.queries import words_of
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.reactions.relay import relay_all
from tests.open.conftest import picture
from tests.support.world import World, fits

TEXT, ADDRESS = "三号楼王阿姨家漏水。", "柳园三号楼二单元"
PRIVACY = Actor.system("privacy")


def told(world: World, lamp: Kind, by: Actor, door: str, people: People | None = None) -> Case:
    place = Place(area=world.micro, address=ADDRESS)
    return report(by=by, door=door, text=TEXT, kind=lamp, place=place, people=people or People())[0]


def ended(world: World, case: Case, dispatcher: Actor) -> Case:
    return decline(case, reason="outside", reply="请找开发商", by=dispatcher)


def shown(case: Case, by: Actor, stage: str, shade: int) -> Attachment:
    found = picture()
    Image.new("RGB", (640, 480), (shade, shade, shade)).save(found, "JPEG")
    found.seek(0)
    return store_photo(found, owner_kind="case", owner_id=str(case.pk), stage=stage, by=by)


def texts(case: Case) -> list[str]:
    return list(Words.objects.filter(case=case).order_by("seq").values_list("text", flat=True))


def test_a_reporters_words_photos_and_title_go_and_others_stay(
    world: World, lamp: Kind, resident: Actor, dispatcher: Actor
) -> None:
    case = told(world, lamp, resident, Door.RESIDENT)
    theirs, others = shown(case, resident, "before", 10), shown(case, dispatcher, "near", 20)
    answer(ask(case, question="几点开始的？", by=dispatcher), text="昨晚", by=resident)
    case = ended(world, case, dispatcher)
    person = resident.person_id
    case = erase_words(case, by=PRIVACY, person_id=person)
    assert (case.title, case.address) == ("", "")
    assert texts(case) == ["", "几点开始的？", "", "请找开发商"]
    assert not Attachment.objects.filter(pk=theirs.pk).exists()
    assert Attachment.objects.filter(pk=others.pk).exists()
    version = case.version
    assert erase_words(case, by=PRIVACY, person_id=person).version == version
    fits()


def test_erasing_a_clerk_leaves_what_the_reporter_told(world: World, lamp: Kind, dispatcher: Actor) -> None:
    clerk = world.post("hotline_clerk", world.district, world.office)
    teller = Person.objects.get(pk=world.resident().person_id)
    case = told(world, lamp, clerk, Door.HOTLINE, People(reporter=teller))
    photo = shown(case, clerk, "before", 30)
    case = ended(world, case, dispatcher)
    case = erase_words(case, by=PRIVACY, person_id=clerk.person_id)
    assert (case.title, case.address) == (TEXT.rstrip("。"), ADDRESS)
    assert TEXT in texts(case)
    assert Attachment.objects.filter(pk=photo.pk).exists()
    case = erase_words(case, by=PRIVACY, person_id=dispatcher.person_id)
    assert (case.title, "请找开发商" in texts(case)) == (TEXT.rstrip("。"), False)
    case = erase_words(case, by=PRIVACY, person_id=teller.pk)
    assert (case.title, case.address, texts(case)) == ("", "", ["", ""])
    assert not Attachment.objects.filter(pk=photo.pk).exists()
    fits()


def test_all_words_go_at_once_without_the_photos_of_the_work(
    world: World, lamp: Kind, dispatcher: Actor
) -> None:
    case = told(world, lamp, Actor.resident(None), Door.RESIDENT)
    before, after = shown(case, Actor.resident(None), "before", 40), shown(case, dispatcher, "after", 50)
    case = erase_words(ended(world, case, dispatcher), by=PRIVACY)
    assert (case.title, case.address, texts(case)) == ("", "", ["", ""])
    left = set(Attachment.objects.filter(pk__in=[before.pk, after.pk]).values_list("pk", flat=True))
    assert left == {after.pk}
    fits()


def test_the_title_goes_from_notices_and_groups_and_the_kinds_name_stays(
    world: World, lamp: Kind, resident: Actor, dispatcher: Actor
) -> None:
    case, other = (told(world, lamp, by, Door.RESIDENT) for by in (resident, world.resident()))
    follow(case, by=world.resident())
    group = Group.objects.create(title=case.title, size=2)
    Case.objects.filter(pk__in=[case.pk, other.pk]).update(group=group)
    case, other = ended(world, case, dispatcher), ended(world, other, dispatcher)
    relay_all()
    erase_words(case, by=PRIVACY, person_id=resident.person_id)
    own = [words_of(notice) for notice in Notice.objects.filter(case_id=case.pk)]
    assert own
    assert not any("王阿姨" in words for words in own)
    assert any(lamp.name in words for words in own)
    assert any("王阿姨" in words_of(notice) for notice in Notice.objects.filter(case_id=other.pk))
    group.refresh_from_db()
    assert "王阿姨" not in group.title


def test_only_ended_cases_by_who_keeps_persons_data(
    world: World, case: Case, dispatcher: Actor, plumber: Actor
) -> None:
    with pytest.raises(WrongState):
        erase_words(case, by=PRIVACY)
    case = ended(world, case, dispatcher)
    with pytest.raises(NotAllowed):
        erase_words(case, by=plumber)
    keeper = world.post("community_staff", world.community)
    assert erase_words(case, by=keeper).title == ""
