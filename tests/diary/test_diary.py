"""Lines of the diary: written once, read by level, lifted, made a case or gathered to a topic, erased."""

from datetime import timedelta
from uuid import uuid4

import pytest

from mulin.cases.models import Case, Words
from mulin.diary.access import entry_for, visible_to
from mulin.diary.actions.erase import erase
from mulin.diary.actions.lift import lift
from mulin.diary.actions.make_case import make_case
from mulin.diary.actions.read import read
from mulin.diary.actions.topic import close_topic, open_topic, put_to_topic
from mulin.diary.actions.write import write
from mulin.diary.kinds import Level
from mulin.diary.models import DiaryEntry, DiaryTopic
from mulin.diary.queries import by_theme, in_week, own, topic_rows, waiting
from mulin.diary.queries.audit import misfits
from mulin.diary.rules import monday_of
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from mulin.trail.models import Event
from tests.support.world import World


def test_a_repeat_from_the_phone_is_the_same_entry(world: World, worker: Actor, head: Actor) -> None:
    number, yesterday = uuid4(), clock.now() - timedelta(days=1)
    for again in range(2):
        entry, new = write(
            area=world.micro, theme="work", text="想找活干", id=number, captured_at=yesterday, by=worker
        )
        assert new == (not again)
    assert DiaryEntry.objects.get() == entry
    assert entry.on == clock.local(yesterday).date()
    with pytest.raises(NotFound):
        write(area=world.micro, theme="work", text="想找活干", id=number, by=head)
    ahead, _new = write(
        area=world.micro, theme="work", text="钟快了", captured_at=clock.now() + timedelta(days=2), by=worker
    )
    assert ahead.on == clock.today()
    assert [one.pk for one in own(worker).order_by("on")] == [entry.pk, ahead.pk]
    assert list(misfits()) == []


def test_wrong_lines_are_named_and_others_do_not_write(world: World, worker: Actor) -> None:
    for wrong in ({"text": " "}, {"theme": "gossip"}, {"text": "长" * 301}):
        with pytest.raises(BadInput) as told:
            write(**({"area": world.micro, "theme": "work", "text": "好"} | wrong), by=worker)  # type: ignore[arg-type] # one wrong field each
        assert set(told.value.fields) == set(wrong)
    with pytest.raises(NotAllowed):
        write(area=world.community, theme="work", text="好", by=worker)
    with pytest.raises(NotAllowed):
        write(area=world.micro, theme="work", text="好", by=world.resident())


def test_it_climbs_by_level_and_the_street_reads_only_what_was_lifted(
    entry: DiaryEntry, head: Actor, secretary: Actor, street: Actor
) -> None:
    assert [one.pk for one in waiting(head)] == [entry.pk]
    assert not waiting(secretary).exists()
    assert entry_for(secretary, entry.pk) == entry
    with pytest.raises(NotFound):
        entry_for(street, entry.pk)
    with pytest.raises(NotAllowed):
        read(entry, by=street)
    for _again in range(2):
        lift(entry, note="几个楼都在说", seen=Level.GRID, by=head)
    entry.refresh_from_db()
    assert entry.level == Level.COMMUNITY
    with pytest.raises(NotAllowed):
        read(entry, by=head)
    assert [one.pk for one in waiting(secretary)] == [entry.pk]
    lift(entry, by=secretary)
    read(entry, note="列入街道协调会", by=street)
    with pytest.raises(WrongState):
        lift(entry, by=street)
    assert not waiting(street).exists()
    assert list(misfits()) == []


def test_reading_is_noted_once_and_a_new_note_again(entry: DiaryEntry, head: Actor, worker: Actor) -> None:
    for _again in range(2):
        read(entry, by=head)
        read(entry, note="问过物业了", by=head)
    assert entry.reviews.count() == 2
    with pytest.raises(NotAllowed):
        read(entry, by=worker)


def test_one_press_makes_a_case_that_each_side_names(
    entry: DiaryEntry, head: Actor, secretary: Actor, worker: Actor
) -> None:
    with pytest.raises(NotAllowed):
        make_case(entry, by=worker)
    first = make_case(entry, by=head)
    assert make_case(entry, by=secretary) == first
    assert Case.objects.get().source_ref == f"diary:{entry.pk}"
    assert "15400000123" not in Words.objects.get().text
    assert list(misfits()) == []


def test_a_topic_gathers_entries_by_week(
    world: World, entry: DiaryEntry, head: Actor, secretary: Actor, worker: Actor
) -> None:
    for _again in range(2):
        topic = open_topic(area=world.community, name="夜间停车难", theme="parking", by=secretary)
        put_to_topic(entry, topic=topic, by=secretary)
    assert DiaryTopic.objects.get() == topic
    assert entry.reviews.count() == 1
    row = topic_rows([topic], secretary)[0]
    assert (row.weeks[-1], row.total, len(row.weeks)) == (1, 1, 8)
    assert by_theme(in_week(secretary, monday_of(clock.today()))) == [("parking", 1)]
    with pytest.raises(NotAllowed):
        open_topic(area=world.community, name="别的", theme="parking", by=head)
    with pytest.raises(NotAllowed):
        close_topic(topic, by=head)
    close_topic(topic, by=secretary)
    close_topic(topic, by=secretary)
    other, _new = write(area=world.micro, theme="parking", text="还是停车", by=worker)
    with pytest.raises(WrongState):
        put_to_topic(other, topic=topic, by=secretary)


def test_a_topic_takes_only_entries_of_its_ground(world: World, entry: DiaryEntry, street: Actor) -> None:
    lift(entry, by=Actor.system("tests"))
    lift(entry, by=Actor.system("tests"))
    elsewhere = open_topic(area=world.street, name="停车", theme="parking", by=street)
    DiaryTopic.objects.filter(pk=elsewhere.pk).update(area=world.district)
    put_to_topic(entry, topic=elsewhere, by=street)
    assert DiaryEntry.objects.get().topic_id == elsewhere.pk


def test_words_never_enter_the_history_and_go_when_erased(
    entry: DiaryEntry, worker: Actor, head: Actor, street: Actor
) -> None:
    read(entry, note="王师傅也这么说", by=head)
    history = str(list(Event.objects.filter(subject_kind="diaryentry").values_list("data", flat=True)))
    assert "停车" not in history
    assert "王师傅" not in history
    with pytest.raises(NotAllowed):
        erase(entry, by=street)
    for _again in range(2):
        erase(entry, by=worker)
    entry.refresh_from_db()
    assert entry.text is None
    assert entry.reviews.get().note is None
    with pytest.raises(WrongState):
        make_case(entry, by=head)
    assert list(misfits()) == []


def test_strangers_see_nothing(entry: DiaryEntry, world: World) -> None:
    for stranger in (world.resident(), world.post("department_worker", world.district, world.water)):
        assert not visible_to(stranger).exists()


def test_the_check_sees_changed_words_and_levels(entry: DiaryEntry) -> None:
    DiaryEntry.objects.filter(pk=entry.pk).update(level=Level.STREET, text="别的话")
    assert len(list(misfits())) == 2
