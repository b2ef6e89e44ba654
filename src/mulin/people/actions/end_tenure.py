"""End the time somebody holds a post."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, lineages_of, require_grant
from mulin.people.models import Post, Tenure
from mulin.people.rules import cut
from mulin.trail.record import record


@transaction.atomic
def end_tenure(tenure: Tenure, *, on: date | None = None, by: Actor) -> Tenure:
    """`on`, today unless said, is the first day on which the post is no longer held: rights end at once.

    Households the person answers for are handed over first, or with `hand_over` in one act.
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=tenure.post_id)
    acting = require_grant(by, post.role.duties, lineages_of(post))
    tenure = Tenure.objects.get(pk=tenure.pk)
    day = on or clock.today()
    if tenure.during.isempty or (tenure.during.upper is not None and tenure.during.upper <= day):
        return tenure
    if day < clock.today():
        raise BadInput(fields={"on": _("The past is not changed: choose today or later.")})
    mine = post.charges.filter(person_id=tenure.person_id, during__overlap=(day, None))
    if mine.exists():
        raise WrongState(_("Hand the households of this person over first."))
    tenure.during = cut(tenure.during, day)
    tenure.save(update_fields=["during"])
    fields = {"person": tenure.person_id, "on": day.isoformat()}
    record("post.left", post, by=acting, fields=fields)
    return tenure
