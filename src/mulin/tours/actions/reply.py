"""The shop or the service centre answers a finding; an answer that does not come is told to the head."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.actor import System
from mulin.lib.errors import NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.tours.access import answering
from mulin.tours.actions.turn import locked_finding, said_of
from mulin.tours.kinds import FindingState
from mulin.tours.models import Finding, Reply
from mulin.tours.rules import clean

CLOCKWORK = System("clockwork")
AT_ONCE = 200


@transaction.atomic
def reply(finding: Finding, *, text: str, id: UUID | None = None, by: Actor) -> Reply:
    """By the asked organisation with its own login, or taken down at the desk; the same id again is the same answer."""
    found = locked_finding(finding)
    acting, own = answering(by, found)
    known = Reply.objects.filter(finding=found).first()
    if known is not None:
        if id and known.pk == id:
            return known
        raise WrongState(_("It has been answered already."))
    if found.state == FindingState.CARRIED:
        raise WrongState(_("It goes on as a case; please answer there."))
    if id and Reply.objects.filter(pk=id).exists():
        raise NotFound
    said = Reply.objects.create(
        id=id or uuid7(),
        finding=found,
        own=own,
        text=clean(text, "text", required=True),
        at=clock.now(),
        by_person_id=acting.person_id,
        by_post_id=acting.post_id,
    )
    was, found.state = found.state, FindingState.REPLIED
    facts = {"reply": str(said.pk), "own": own, "late": clock.today() > found.reply_by}
    said_of(found, "replied", "state", by=acting, was=was, facts=facts, said=[said])
    return said


@transaction.atomic
def tell_late(at_once: int = AT_ONCE) -> int:
    """Take findings whose day of reply has passed unanswered, each once; how many there were."""
    late = Finding.objects.select_for_update(skip_locked=True).filter(
        state=FindingState.AWAITED, late_at=None, reply_by__lt=clock.today()
    )
    rows = list(late.order_by("reply_by")[:at_once])
    for one in rows:
        one.late_at = clock.now()
        said_of(one, "late", "late_at", by=CLOCKWORK, was=one.state)
    return len(rows)
