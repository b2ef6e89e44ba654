"""What follows for rounds: the head hears of what was missed, and who takes a post over takes its rounds."""

from mulin.lib import clock
from mulin.notices.actions.tell import tell
from mulin.notices.kinds import Template
from mulin.people.kinds import Duty
from mulin.people.queries import acting_in, posts_for_duty
from mulin.places.rules import COLUMNS
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence
from mulin.trail.models import Event


def tell_missed(event: Event) -> None:
    """Those who plan rounds nearest to the ground, so that they can send somebody; whoever missed it is not blamed."""
    one = Occurrence.objects.select_related("plan").get(pk=event.subject_id)
    for column in reversed(COLUMNS):
        posts = posts_for_duty(getattr(one, column), Duty.ROUND_PLAN)
        people = set(acting_in([post.pk for post in posts], clock.today()).values())
        if people:
            break
    else:
        return
    tell(
        people,
        Template.MISSED,
        event_id=event.pk,
        params={"number": f"{clock.local(one.due_at):%m-%d %H:%M}", "title": one.plan.name},
        link=f"/desk/rounds/{one.pk}/",
    )


def pass_on(event: Event) -> None:
    """A post was handed over: its open rounds go with it."""
    open_ones = Occurrence.objects.filter(state=State.OPEN, post_id=int(event.subject_id))
    open_ones.filter(person_id=event.data.get("from")).update(person_id=event.data.get("to"))
