"""Pages of the diary: written on the phone, reviewed at the desk, all in Chinese."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.cases.models import Case
from mulin.diary.actions.write import write
from mulin.diary.kinds import Level
from mulin.diary.models import DiaryEntry, DiaryTopic
from mulin.lib import clock
from tests.support.cast import Town
from tests.support.chinese import assert_no_english

MOST_STATEMENTS = 14
NAMES = {"gridworker", "gridhead", "secretary"}


@pytest.fixture
def entry(town: Town) -> DiaryEntry:
    return write(area=town.grid, theme="parking", text="晚上没地方停车，电话15400000123", by=town.gridworker)[
        0
    ]


def test_a_line_is_written_once_on_the_phone(town: Town) -> None:
    phone = town.client("gridworker")
    assert_no_english(phone.get("/field/diary/").content.decode(), allow=NAMES)
    line = {
        "id": "018f2f6e-0000-7000-8000-000000000002",
        "text": "都在问什么时候供暖",
        "theme": "heating",
        "area": town.grid.pk,
        "captured_at": clock.now().isoformat(),
    }
    for _again in range(2):
        assert phone.post("/field/diary/", line).status_code == 302
    found = DiaryEntry.objects.get()
    assert found.captured_at is not None
    html = phone.get("/field/diary/").content.decode()
    assert "都在问什么时候供暖" in html
    assert_no_english(html, allow=NAMES)
    answer = phone.post("/field/diary/", line | {"text": "", "theme": "x", "id": ""})
    assert answer.status_code == 400
    assert_no_english(answer.content.decode(), allow=NAMES)
    assert phone.post(f"/field/diary/{found.pk}/erase/").status_code == 302
    assert DiaryEntry.objects.get().text is None


def test_the_review_from_grid_to_topic(town: Town, entry: DiaryEntry) -> None:
    head, secretary = town.client("gridhead"), town.client("secretary")
    html = head.get("/desk/diary/").content.decode()
    assert "晚上没地方停车" in html
    assert "15400000123" not in html
    assert_no_english(html, allow=NAMES)
    verb = f"/desk/diary/{entry.pk}/"
    assert head.post(f"{verb}read/", {"note": "问过物业"}).status_code == 302
    for _again in range(2):
        assert head.post(f"{verb}lift/", {"level": int(Level.GRID)}).status_code == 302
    assert DiaryEntry.objects.get().level == Level.COMMUNITY
    assert head.post(f"{verb}case/").status_code == 404
    assert secretary.post(f"{verb}topic/", {}).status_code == 400
    assert secretary.post(f"{verb}topic/", {"name": "夜间停车难"}).status_code == 302
    assert secretary.post(f"{verb}case/").status_code == 302
    topic = DiaryTopic.objects.get()
    assert topic.area_id == town.community.pk
    assert secretary.get(f"/desk/cases/{Case.objects.get().pk}/").status_code == 200
    for path in (
        "/desk/diary/",
        "/desk/diary/?tab=week&theme=parking",
        "/desk/diary/?tab=week&week=nonsense",
        "/desk/diary/topics/",
        f"/desk/diary/topics/{topic.pk}/",
    ):
        secretary.get(path)
        with CaptureQueriesContext(connection) as told:
            page = secretary.get(path)
        assert page.status_code == 200, path
        assert len(told) <= MOST_STATEMENTS, path
        assert_no_english(page.content.decode(), allow=NAMES)
    assert secretary.post(f"/desk/diary/topics/{topic.pk}/").status_code == 302
    assert secretary.post(f"{verb}erase/").status_code == 302
    assert secretary.post(f"{verb}fly/").status_code == 404
    assert DiaryEntry.objects.get().text is None


def test_the_street_reads_nothing_that_was_not_lifted(town: Town, entry: DiaryEntry) -> None:
    leader = town.client("leader")
    assert leader.get("/desk/diary/?tab=week").status_code == 200
    assert "晚上没地方" not in leader.get("/desk/diary/?tab=week").content.decode()
    assert leader.post(f"/desk/diary/{entry.pk}/read/").status_code == 404
