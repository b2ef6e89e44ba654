"""An agreed step is told of on its day and once when it is late: to who sees to it, and then to who runs the campaign."""

from datetime import timedelta

from mulin.campaigns.actions.agree import agree
from mulin.campaigns.actions.end_step import do_step, drop_step
from mulin.campaigns.models import Target
from mulin.lib.clock import Frozen
from mulin.notices.kinds import Template
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from tests.campaigns.conftest import in_days

DAY = timedelta(days=1)


def after(now: Frozen, days: int) -> None:
    now.tick(days * DAY)
    tick_all()
    relay_all()
    tick_all()


def told(person: Actor) -> list[str]:
    rows = Notice.objects.filter(person_id=person.person_id).order_by("pk")
    return list(rows.values_list("template", flat=True))


def test_due_to_who_sees_to_it_late_to_the_head_too_each_once(
    target: Target, worker: Actor, secretary: Actor, now: Frozen
) -> None:
    step = agree(target, text="联系安装队", by_on=in_days(2), by=worker)
    after(now, 1)
    assert told(worker) == []
    after(now, 1)
    assert (told(worker), told(secretary)) == ([Template.STEP_DUE], [])
    after(now, 1)
    assert (told(worker), told(secretary)) == ([Template.STEP_DUE, Template.STEP_LATE], [Template.STEP_LATE])
    after(now, 5)
    assert len(told(worker)) == 2
    notice = Notice.objects.filter(person_id=worker.person_id).latest("pk")
    assert step.text not in str(notice.params)
    assert notice.link == f"/field/campaigns/{target.pk}/"


def test_what_is_done_or_dropped_is_not_told_of(target: Target, worker: Actor, now: Frozen) -> None:
    steps = [agree(target, text=text, by_on=in_days(1), by=worker) for text in ("腾后墙", "选型号")]
    do_step(steps[0], by=worker)
    drop_step(steps[1], by=worker)
    after(now, 3)
    assert told(worker) == []


def test_when_the_clockwork_stood_still_only_the_lateness_is_told(
    target: Target, worker: Actor, now: Frozen
) -> None:
    agree(target, text="联系安装队", by_on=in_days(1), by=worker)
    after(now, 4)
    assert told(worker) == [Template.STEP_LATE]
