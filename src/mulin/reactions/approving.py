"""Who is told that a child's data are to be opened, and what was decided."""

from mulin.lib import clock
from mulin.notices.actions.tell import tell
from mulin.notices.kinds import Template
from mulin.people.models import UnmaskGrant
from mulin.people.queries import acting_in, approvers_of
from mulin.trail.models import Event

DECIDED = {
    "person.unmask_approved": Template.OPENING_GIVEN,
    "person.unmask_declined": Template.OPENING_REFUSED,
}


def tell_approvers(event: Event) -> None:
    """Everybody who may approve it. No name: notices are read over shoulders."""
    grant = UnmaskGrant.objects.select_related("post").get(pk=event.data["grant"])
    if grant.approved_at is None:
        said = {"title": grant.post.name}
        people = approvers_of(grant)
        tell(people, Template.OPENING_ASKED, event_id=event.pk, params=said, link="/ops/people/openings/")


def tell_asker(event: Event) -> None:
    """Whoever asked; where nobody did, whoever acts in the post to which it is given."""
    grant = UnmaskGrant.objects.get(pk=event.data["grant"])
    holders = acting_in([grant.post_id], clock.today()).values()
    people = {grant.asked_by_id} if grant.asked_by_id is not None else set(holders)
    tell(people, DECIDED[event.verb], event_id=event.pk, link=f"/ops/people/{grant.person_id}/")
