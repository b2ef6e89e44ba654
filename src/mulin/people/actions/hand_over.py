"""Hand a post over to somebody else with everything on it, in one act."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor, lineages_of, require_grant
from mulin.people.actions.assign_post import refuse_erased
from mulin.people.actions.charge_households import move_charges
from mulin.people.models import Person, Post, Tenure
from mulin.people.rules import cut, days
from mulin.trail.record import record


@transaction.atomic
def hand_over(post: Post, *, to: Person, of: Person | None = None, by: Actor) -> Tenure:
    """From today: the old holder's tenure ends, the new one's begins, households move.

    The cases that are the post's follow by the event "post.handed_over". `of` says whose part is handed
    over where several hold the post. Handed over to the same person already: nothing to do.
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=post.pk)
    acting = require_grant(by, post.role.duties, lineages_of(post))
    if to.pk == by.person_id:
        raise NotAllowed(_("Nobody gives a post to themselves."))
    today = clock.today()
    present = list(post.tenures.filter(during__contains=today).order_by("pk"))
    theirs = next((tenure for tenure in present if tenure.person_id == to.pk), None)
    leaving = [tenure for tenure in present if tenure.person_id == of.pk] if of else present
    if theirs is not None and leaving in ([], [theirs]):
        return theirs
    if not leaving:
        raise WrongState(_("Nobody holds this post today: assign it instead."))
    if len(leaving) > 1:
        raise BadInput(fields={"of": _("Several people hold this post: say who hands over.")})
    refuse_erased(to)
    old = leaving[0]
    old.during = cut(old.during, today)
    old.save(update_fields=["during"])
    if theirs is None:
        if post.tenures.filter(person=to, during__fully_gt=(None, today)).exists():
            raise WrongState(_("This person is to hold the post later: end that first."))
        during = days(today)
        theirs = Tenure.objects.create(post=post, person=to, during=during, one_holder=post.role.one_holder)
    moved = move_charges(post, old.person_id, to.pk, today)
    fields = {"from": old.person_id, "to": to.pk, "on": today.isoformat(), "households": moved}
    record("post.handed_over", post, by=acting, fields=fields)
    return theirs
