"""Let a person stand in at a post while its holder is away."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from mulin.people.access import Actor, lineages_of, require_grant
from mulin.people.actions.assign_post import refuse_erased
from mulin.people.kinds import Absence
from mulin.people.models import Deputy, Person, Post
from mulin.people.rules import days
from mulin.trail.record import record


@transaction.atomic
def appoint_deputy(
    post: Post, *, person: Person, since: date, until: date, reason: str = Absence.LEAVE, by: Actor
) -> Deputy:
    """The holder appoints for themself, or whoever manages the post does; always to a last day."""
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=post.pk)
    acting = _appointing(post, by)
    if person.pk == by.person_id:
        raise NotAllowed(_("Nobody gives a post to themselves."))
    if reason not in Absence.values:
        raise BadInput(fields={"reason": _("Choose a reason from the list.")})
    if post.closed_on is not None:
        raise WrongState(_("This post is closed."))
    refuse_erased(person)
    during = days(since, until)
    if post.tenures.filter(person=person, during__overlap=during).exists():
        raise BadInput(fields={"person": _("This person holds the post: choose somebody else.")})
    present = post.deputies.filter(during__overlap=during).first()
    if present is not None:
        if (present.person_id, present.during) == (person.pk, during):
            return present
        raise Conflict(_("Another deputy is appointed in that time."), changed=["deputy"])
    deputy = Deputy.objects.create(post=post, person=person, during=during, reason=reason)
    fields = {
        "person": person.pk,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "reason": str(deputy.reason),
    }
    record("post.deputised", post, by=acting, fields=fields)
    return deputy


def _appointing(post: Post, by: Actor) -> Actor:
    held = next((held for held in by.posts if held.post_id == post.pk and not held.deputy), None)
    if held is not None:
        return by.acting(held)
    return require_grant(by, post.role.duties, lineages_of(post))
