"""Who may file, send and handle takes a matter on in one act: a mediator, a complaint officer, a grid head."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.cases.access import named_duty
from mulin.cases.actions.accept import accept
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.turn import place_of
from mulin.cases.models import Case
from mulin.catalogue.models import Kind
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post


@transaction.atomic
def take_on(case: Case, *, by: Actor, kind: Kind | None = None, expected_version: int | None = None) -> Case:
    """File it, send it to one's own post and accept it: three events, one act."""
    row = file(case, by=by, kind=kind, expected_version=expected_version)
    held = by.post_for(named_duty(row) or Duty.CASE_HANDLE, place_of(row))
    if held is None:
        raise NotAllowed
    post = Post.objects.select_related("organisation").get(pk=held.post_id)
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("taken on")
    row = dispatch(row, by=by, organisation=post.organisation, post=post, reason=reason)
    return accept(row, by=by)
