"""Give a post to a person from a day, to a day or without end."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from mulin.people.access import Actor, lineages_of, require_grant
from mulin.people.models import Person, Post, Tenure
from mulin.people.rules import days
from mulin.trail.record import record


@transaction.atomic
def assign_post(
    post: Post, *, person: Person, since: date | None = None, until: date | None = None, by: Actor
) -> Tenure:
    """`until` is the last day held. The row lock on the post lets the later of two at once see the earlier;
    the exclusion constraints stand behind it. Giving the same person the same span again is harmless."""
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=post.pk)
    acting = require_grant(by, post.role.duties, lineages_of(post))
    if person.pk == by.person_id:
        raise NotAllowed(_("Nobody gives a post to themselves."))
    if post.closed_on is not None:
        raise WrongState(_("This post is closed."))
    refuse_erased(person)
    during = days(since or clock.today(), until)
    overlapping = list(post.tenures.filter(during__overlap=during).order_by("pk"))
    for tenure in overlapping:
        if tenure.person_id == person.pk:
            if since is None or tenure.during == during:
                return tenure
            raise Conflict(_("This person already holds the post in that time."), changed=["tenure"])
    if overlapping and post.role.one_holder:
        raise Conflict(_("Somebody else holds this post in that time."), changed=["tenure"])
    tenure = Tenure.objects.create(post=post, person=person, during=during, one_holder=post.role.one_holder)
    fields = {"person": person.pk, "since": during.lower.isoformat(), "until": until and until.isoformat()}
    record("post.assigned", post, by=acting, fields=fields)
    return tenure


def refuse_erased(person: Person) -> None:
    """An erased person takes nothing on; read anew, since it may have happened meanwhile."""
    if Person.objects.filter(pk=person.pk, erased=None).select_for_update(no_key=True).first() is None:
        raise BadInput(fields={"person": _("This person's data have been erased.")})
