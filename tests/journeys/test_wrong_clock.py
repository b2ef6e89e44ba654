"""A phone whose clock is a day off: acts keep their order, times are put right, and the person is told."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mulin.cases.models import Words
from mulin.devices.models import Act
from mulin.lib import clock
from mulin.trail.models import Event
from mulin.ui import offline
from tests.journeys.phones import OpenPhone, press_verb
from tests.journeys.test_without_network import find, reported, send
from tests.support.browser import assert_accessible, overflow, shot
from tests.support.cast import Town

#: For pages and worker alike; a phone has one clock.
SHIFTED = """(() => { const Right = Date; const off = %d;
    self.Date = class extends Right { constructor(...given) { if (given.length) super(...given); else super(Right.now() + off); } static now() { return Right.now() + off; } }; })();"""


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(days=-1)])
def test_times_are_put_right(
    open_phone: OpenPhone, fresh_town: Town, monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    shift, read = SHIFTED % (off.total_seconds() * 1000), offline._read
    monkeypatch.setattr(offline, "_read", lambda name: (shift if "worker" in name else "") + read(name))
    phone = open_phone("gridworker")
    phone.context.add_init_script(shift)
    phone.pack()
    page = phone.page
    start = clock.now()
    phone.offline()
    find(page, "巡查发现：路面塌陷")
    for text in ("先看过", "物业说明天来修"):
        press_verb(page, case.pk, "note")
        page.locator('[name="text"]').fill(text)
        send(page)
    done = clock.now()
    expect(page.locator("#wire")).to_contain_text("时钟不准")
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, f"edge-clock{off.days}", full=False)
    phone.offline(off=False)
    phone.delivered()
    acts = list(Act.objects.order_by("received_at"))
    assert [act.what for act in acts] == ["finding.report", "case.note", "case.note"]
    assert {(act.outcome, act.clock_fit) for act in acts} == {("done", "off")}
    captured = [act.captured_at for act in acts]
    assert captured == sorted(captured)
    assert start - timedelta(seconds=5) < captured[0] < captured[-1] < done + timedelta(seconds=5)
    assert all(act.captured_at < act.received_at for act in acts)
    told = Event.objects.filter(subject_id=str(case.pk), verb="case.note").order_by("pk")
    assert [event.captured_at for event in told] == captured[1:]
    texts = Words.objects.filter(case=case, text__in=["先看过", "物业说明天来修"]).order_by("pk")
    assert [one.text for one in texts] == ["先看过", "物业说明天来修"]
