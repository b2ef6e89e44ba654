"""The field by which people say how often, and the days that follow from it."""

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from django.utils.html import strip_tags

from mulin.lib.ticks import ONCE
from mulin.ui.rhythms import RhythmField
from tests.support.cast import Town


class Asked(forms.Form):
    """A form in which something comes again."""

    rhythm = RhythmField(follows={"first": "first_on"})


class Perhaps(forms.Form):
    """A form in which it may come only once."""

    rhythm = RhythmField(once=ONCE, follows={"first": "first_on"})


def asked(sent: str) -> forms.Form:
    return Asked(QueryDict(sent))


@pytest.mark.parametrize(
    ("sent", "rule"),
    [
        ("rhythm=daily", "FREQ=DAILY"),
        ("rhythm=daily&rhythm_daily_every=3&rhythm_days=MO", "FREQ=DAILY;INTERVAL=3"),
        ("rhythm=weekly&rhythm_days=TH&rhythm_days=MO", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("rhythm=weekly&rhythm_weekly_every=2", "FREQ=WEEKLY;INTERVAL=2"),
        ("rhythm=monthly&rhythm_monthly_on=15", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("rhythm=monthly&rhythm_monthly_on=n1&rhythm_monthly_weekday=FR", "FREQ=MONTHLY;BYDAY=1FR"),
        (
            "rhythm=quarterly&rhythm_quarterly_month=3&rhythm_quarterly_on=-1",
            "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
        ),
        ("rhythm=yearly&rhythm_yearly_month=10&rhythm_yearly_on=1", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1"),
        ("rhythm=other&rhythm_rule=freq=weekly;byday=fr;count=5", "FREQ=WEEKLY;BYDAY=FR;COUNT=5"),
    ],
)
def test_ticks_make_a_rule_and_are_shown_again(sent: str, rule: str) -> None:
    form = asked(sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"rhythm": rule}
    way = QueryDict(sent)["rhythm"]
    assert f'value="{way}" checked' in str(form["rhythm"])
    assert f'value="{way}" checked' in str(Asked(initial={"rhythm": rule})["rhythm"])


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("", "请选择频次"),
        ("rhythm=hourly", "请选择频次"),
        ("rhythm=once", "请选择频次"),
        ("rhythm=daily&rhythm_daily_every=0", "间隔"),
        ("rhythm=weekly&rhythm_weekly_every=often", "间隔"),
        ("rhythm=monthly&rhythm_monthly_on=n1", "星期几"),
        ("rhythm=monthly&rhythm_monthly_on=32", "月份"),
        ("rhythm=yearly&rhythm_yearly_on=1", "月份"),
        ("rhythm=other&rhythm_rule=", "RFC 5545"),
        ("rhythm=other&rhythm_rule=FREQ=SECONDLY", "RFC 5545"),
    ],
)
def test_what_is_missing_is_named(sent: str, words: str) -> None:
    form = asked(sent)
    assert not form.is_valid()
    assert words in str(form.errors["rhythm"])


def test_only_once_is_a_choice_where_it_is_offered() -> None:
    assert Perhaps(QueryDict("rhythm=once")).is_valid()
    assert 'value="once" checked' in str(Perhaps(initial={"rhythm": ONCE})["rhythm"])
    assert 'value="once"' not in str(Asked()["rhythm"])
    assert RhythmField(once="", required=False, follows={}).clean({"how": ""}) == ""


def test_the_next_three_days_are_said(town: Town) -> None:
    sent = {
        "name": "rhythm", "first": "day", "at": "hour", "holidays": "held", "area": "area",
        "rhythm": "weekly", "rhythm_days": ["TH"], "day": "2026-09-24", "hour": "09:00", "held": "next", "area_": "",
    }  # fmt: skip
    browser = town.client("secretary")
    said = strip_tags(browser.get("/rhythm/", sent).content.decode())
    assert "每周四" in said
    assert "2026-09-24（周四）、2026-10-08（周四）、2026-10-15（周四）" in said
    after = browser.get("/rhythm/", sent | {"then": "1"}).content.decode()
    assert "2026-09-24" not in after and "2026-10-08" in after


def test_whatever_is_sent_has_an_answer(town: Town) -> None:
    browser = town.client("secretary")
    for odd in (
        {},
        {"name": "x" * 400, "rhythm": "daily"},
        {"rhythm": "other", "rhythm_rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
        {
            "rhythm": "daily",
            "first": "day",
            "day": "9999-12-31",
            "area": "area",
            "at": "hour",
            "hour": "25:99",
        },
        {
            "rhythm": "daily",
            "first": "day",
            "day": "0001-01-01",
            "then": "1",
            "rest": "soon",
            "ground": "9" * 30,
        },
        {"rhythm": "daily", "rhythm_daily_every": "٣", "at": "hour", "hour": "09:00+08:00"},
    ):
        assert browser.get("/rhythm/", odd).status_code == 200, odd
    assert Client().get("/rhythm/").status_code == 302
