"""A suspended case stays at rest, whatever else is done to it meanwhile."""

from datetime import timedelta

from mulin.cases.actions.escalate import decide, escalate
from mulin.cases.actions.file import file
from mulin.cases.actions.instruct import instruct
from mulin.cases.actions.suspend import suspend
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits
from mulin.lib.clock import Frozen
from mulin.reactions.clockwork import tick_all
from tests.support.world import World


def test_decisions_and_instructions_wait_with_it(world: World, case: Case, now: Frozen) -> None:
    secretary = world.post("community_secretary", world.community)
    head = world.post("grid_head", world.grid)
    desk = world.post("community_dispatcher", world.community)
    file(case, by=desk)
    escalate(case, by=desk, reason="请网格长定")
    until = now.moment + timedelta(days=5)
    suspend(case, by=desk, until=until, reason="等待配件")
    decide(case, by=head, decision="rise", note="请社区定")
    case.refresh_from_db()
    assert (case.state, case.next_due) == (State.SUSPENDED, until)
    instruct(case, by=secretary, text="请尽快")
    assert not list(misfits([case.pk]))
    now.move_to(until)
    tick_all()
    case.refresh_from_db()
    assert case.state == State.FILED and case.next_due is not None
    assert not list(misfits([case.pk]))
