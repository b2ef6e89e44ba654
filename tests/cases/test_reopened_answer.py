"""What was answered on the spot and is opened again begins anew, and the clockwork goes on."""

from datetime import timedelta

from mulin.cases.actions.ask import ask
from mulin.cases.actions.close import reopen
from mulin.cases.actions.reply import reply
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits
from mulin.catalogue.kinds import Track
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick_all
from tests.support.world import World


def test_an_answered_enquiry_opened_again_is_promised_when_filed(
    world: World, case: Case, resident: Actor, dispatcher: Actor, now: Frozen
) -> None:
    answered = reply(case, text="周一到周五上班。", by=dispatcher, kind=world.kind("enquiry", Track.ENQUIRY))
    again = reopen(answered, by=resident, reason="周六呢？")
    assert (again.state, again.promised_by) == (State.REPORTED, None)
    asked = ask(again, question="哪个窗口？", by=dispatcher)
    now.tick(timedelta(days=60))
    assert tick_all() > 0
    asked.refresh_from_db()
    assert asked.state == State.REPORTED
    assert list(misfits()) == []
