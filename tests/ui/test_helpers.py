"""Landing, words of moments, filters, flat rows, choices of the reader."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, override_settings
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from mulin.people.access import Actor
from mulin.people.rules import HeldPost
from mulin.ui import moments
from mulin.ui.filters import CHOICE, DATE, FLAG, Filter, FilterBar
from mulin.ui.landing import home_for
from mulin.ui.look import language_of
from mulin.ui.rows import flat_rows

NOW = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)  # noon in Shanghai


def held(*roles: str) -> Actor:
    posts = tuple(HeldPost(at, f"P{at}", role, role, None, frozenset()) for at, role in enumerate(roles))
    return Actor(account_id=1, person_id=1, posts=posts)


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ((), "/"),
        (("grid_worker",), "/field/"),
        (("part_time_worker",), "/field/"),
        (("community_dispatcher",), "/desk/"),
        (("grid_head", "community_secretary"), "/desk/"),
        (("department_worker",), "/desk/"),
        (("street_leader",), "/screen/"),
        (("owner", "district_leader"), "/ops/"),
        (("a role made later",), "/desk/"),
    ],
)
def test_people_land_where_their_duties_are(roles: tuple[str, ...], home: str) -> None:
    assert home_for(held(*roles)) == home


@pytest.mark.parametrize(
    ("off", "words", "tone"),
    [
        (timedelta(minutes=-1), "已超时 1 分钟", "late"),
        (timedelta(days=-2, hours=-3), "已超时 2 天", "late"),
        (timedelta(minutes=40), "还剩 40 分钟", "soon"),
        (timedelta(hours=3, minutes=59), "还剩 3 小时", "soon"),
        (timedelta(hours=6), "今天 18:00 前", "calm"),
        (timedelta(hours=22), "明天 10:00 前", "calm"),
        (timedelta(days=5), "3月8日 12:00 前", "calm"),
        (timedelta(days=400), "2027年4月7日 前", "calm"),
    ],
)
def test_limits_in_words(off: timedelta, words: str, tone: str) -> None:
    told = moments.due(NOW + off, NOW)
    assert (told.words, told.tone) == (words, tone)


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (date(2026, 3, 1), "已逾期 2 天", "late"),
        (date(2026, 3, 3), "今天", "soon"),
        (date(2026, 3, 4), "明天", "soon"),
        (date(2026, 3, 9), "3月9日前", "calm"),
        (date(2027, 1, 2), "2027年1月2日前", "calm"),
    ],
)
def test_a_day_owed_in_words(day: date, words: str, tone: str) -> None:
    told = moments.due_day(day, date(2026, 3, 3))
    assert (told.words, told.tone) == (words, tone)


def test_no_limit_and_a_stopped_clock() -> None:
    assert moments.due(None).words == "无时限"
    assert moments.due(None, stopped=True).words == "计时暂停"


def test_how_long_ago() -> None:
    assert moments.ago(NOW - timedelta(seconds=5), NOW) == "刚刚"
    assert moments.ago(NOW - timedelta(minutes=5), NOW) == "5 分钟前"
    assert moments.ago(NOW - timedelta(hours=20), NOW) == "昨天 16:00"
    assert moments.exact(NOW) == "2026年3月3日 12:00"


WITH_PATTERNS = [
    settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}
]
SPECS = [
    Filter("q", "内容"),
    Filter("kind", "类别", CHOICE, [("water", "给排水")]),
    Filter("since", "起", DATE),
    Filter("late", "只看超时", FLAG),
]


def test_filters_keep_what_makes_sense() -> None:
    data = {"q": " 积水\0 ", "kind": "nonsense", "since": "2026-13-01", "late": "on", "tab": "mine"}
    bar = FilterBar(SPECS, data, keep=("tab",))
    assert bar.active == {"q": "积水", "late": "1"}
    assert bar.query == "tab=mine&q=%E7%A7%AF%E6%B0%B4&late=1"
    assert [(chip.label, chip.value) for chip in bar.chips] == [("内容", "积水"), ("只看超时", "")]
    assert bar.chips[0].without == "?tab=mine&late=1"


@given(st.dictionaries(st.sampled_from(["q", "kind", "since", "late"]), st.text(max_size=300)))
def test_no_filter_breaks_a_list(data: dict[str, str]) -> None:
    bar = FilterBar(SPECS, data)
    assert set(bar.values) == {"q", "kind", "since", "late"}
    assert bar.values["since"] == "" or datetime.fromisoformat(bar.values["since"])


def test_flat_rows_escape_what_people_wrote() -> None:
    with override_settings(TEMPLATES=WITH_PATTERNS):
        row = {"title": "<script>&", "state": mark_safe("<b>x</b>"), "empty": None}
        assert flat_rows("tests/row.html", [row, row]) == "<li>&lt;script&gt;&amp; <b>x</b> </li>\n" * 2
        with pytest.raises(KeyError):
            flat_rows("tests/row.html", [{"title": "x"}])


def asking(accept: str, cookie: str = "") -> str:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accept
    if cookie:
        request.COOKIES["mulin_language"] = cookie
    return language_of(request)


@pytest.mark.parametrize(
    ("accept", "cookie", "language"),
    [
        ("", "", "zh-hans"),
        ("en-US,en;q=0.9", "", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "zh-hans"),
        ("fr,zh-TW;q=0.9,en;q=0.8", "", "zh-hans"),
        ("fr", "", "zh-hans"),
        ("*", "", "zh-hans"),
        ("en", "zh-hans", "zh-hans"),
        ("zh", "en", "en"),
        ("zh", "xx", "zh-hans"),
        (";;q=q,\x01", "", "zh-hans"),
    ],
)
def test_the_language(accept: str, cookie: str, language: str) -> None:
    assert asking(accept, cookie) == language


@pytest.mark.django_db
def test_choices_are_remembered_and_lead_back(client: Client) -> None:
    answer = client.post("/look/", {"size": "large", "contrast": "high", "language": "xx", "next": "/login/"})
    assert answer.headers["Location"] == "/login/"
    text = client.get("/login/").content.decode()
    assert 'data-size="large"' in text
    assert 'data-contrast="high"' in text
    assert "mulin_language" not in client.cookies
    assert client.post("/look/", {"size": "usual", "next": "//evil.example/"}).headers["Location"] == "/"
    client.post("/look/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/login/").content.decode()
