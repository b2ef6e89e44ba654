"""What follows for rounds: the head hears of what was missed or redrawn, and who takes a post over takes its rounds."""

from datetime import date

from mulin.lib import clock
from mulin.notices.actions.tell import tell
from mulin.notices.kinds import Template
from mulin.people.kinds import Duty
from mulin.reactions.nearest import nearest
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence, Plan
from mulin.trail.models import Event


def tell_missed(event: Event) -> None:
    """Those who plan rounds nearest to the ground, so that they can send somebody; whoever missed it is not blamed."""
    one = Occurrence.objects.select_related("plan").get(pk=event.subject_id)
    tell(
        nearest(one, Duty.ROUND_PLAN),
        Template.MISSED,
        event_id=event.pk,
        params={"number": f"{clock.local(one.due_at):%m-%d %H:%M}", "title": one.plan.name},
        link=f"/desk/rounds/{one.pk}/",
    )


def tell_redrawn(event: Event) -> None:
    """The ground of a plan was redrawn: in each part who plans there decides whether it still fits."""
    for plan in Plan.objects.filter(pk__in=[event.subject_id, *event.data.get("also", ())]).order_by("pk"):
        tell(
            nearest(plan, Duty.ROUND_PLAN),
            Template.REDRAWN,
            event_id=event.pk,
            params={"title": plan.name},
            link=f"/desk/rounds/plans/{plan.pk}/",
        )


def pass_on(event: Event) -> None:
    """A post was handed over: its open rounds go with it."""
    open_ones = Occurrence.objects.filter(state=State.OPEN, post_id=int(event.subject_id))
    open_ones.filter(person_id=event.data.get("from")).update(person_id=event.data.get("to"))


def leave_to_post(event: Event) -> None:
    """Somebody left a post: its open rounds wait for whoever acts in it next. Who leaves later goes on till then."""
    if date.fromisoformat(event.data["on"]) > clock.local(event.at).date():
        return
    open_ones = Occurrence.objects.filter(state=State.OPEN, post_id=int(event.subject_id))
    open_ones.filter(person_id=event.data.get("person")).update(person_id=None)
