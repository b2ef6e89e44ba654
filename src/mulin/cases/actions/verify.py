"""Somebody is asked to go and look before filing, and says what was found (核实)."""

from django.db import transaction

from mulin.cases.actions.dispatch import not_about
from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import State, Verb, Voice
from mulin.cases.models import Case, VerifyTask
from mulin.catalogue.kinds import Link
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.models import Post


@transaction.atomic
def ask_verify(
    case: Case, *, post: Post, by: Actor, note: str = "", expected_version: int | None = None
) -> Case:
    """Send a post to look. The clock of filing rests until the answer."""
    turn = begin(case, Verb.ASK_VERIFY, by, expected_version=expected_version)
    row = turn.case
    not_about(row, post_id=post.pk)
    turn.say(Saying(Voice.NOTE, clean(note, "note")))
    turn.timing.pause()
    row.holder_post_id, row.holder_org_id = post.pk, post.organisation_id
    row.post_ids = [*{*row.post_ids, post.pk}]
    row.state = State.VERIFYING
    turn.timing.start(Link.VERIFY)
    VerifyTask.objects.create(case=row, post=post, asked_at=turn.now, asked_by_post_id=turn.by.post_id)
    turn.done("holder_post_id", "holder_org_id", "post_ids", facts={"post": post.pk})
    return row


@transaction.atomic
def verify(
    case: Case, *, found: bool, by: Actor, note: str = "", expected_version: int | None = None
) -> Case:
    """Say whether it is as reported; the desk's clock runs on with what it had left."""
    turn = begin(case, Verb.VERIFY, by, expected_version=expected_version)
    row = turn.case
    task = VerifyTask.objects.select_for_update().filter(case=row, done_at=None).first()
    if task is None or not (by.part or any(post.post_id == task.post_id for post in by.posts)):
        raise NotAllowed
    turn.say(Saying(Voice.NOTE, clean(note, "note", required=not found)))
    task.done_at, task.done_by_person_id, task.found = turn.now, by.person_id, found
    task.save(update_fields=["done_at", "done_by_person_id", "found"])
    turn.timing.stop(Link.VERIFY)
    turn.timing.resume()
    row.state, row.verified = State.REPORTED, found
    row.holder_post_id = row.holder_org_id = None
    turn.done("verified", "holder_post_id", "holder_org_id", facts={"found": found})
    return row
