"""The parcel line shows the stations of this case's own way."""

from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.reply import reply
from mulin.cases.kinds import Audience
from mulin.cases.models import Case
from mulin.cases.queries.timeline import timeline
from mulin.catalogue.kinds import Track
from mulin.people.access import Actor
from mulin.ui.cases.tale import way
from tests.support.world import World


def marks(case: Case) -> list[str]:
    return [step["mark"] for step in way(case, timeline(case, Audience.REPORTER))]


def test_what_is_answered_at_once_has_two_stations(world: World, case: Case, dispatcher: Actor) -> None:
    enquiry = world.kind("enquiry", Track.ENQUIRY)
    answered = reply(case, text="是骗子，请勿点开。", by=dispatcher, kind=enquiry)
    assert marks(answered) == ["past", "now"]


def test_an_open_one_shows_what_comes(world: World, case: Case, dispatcher: Actor) -> None:
    assert marks(case) == ["now", *["next"] * 5]
    sent = dispatch(file(case, by=dispatcher), by=dispatcher, organisation=world.water)
    assert marks(sent) == ["past", "past", "now", "next", "next", "next"]
