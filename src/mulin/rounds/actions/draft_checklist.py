"""A draft of a checklist: begun as a copy of the edition in force, changed, put in force or thrown away."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.lib.locks import hold
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.rounds.actions.items import given_of, item_row, judge
from mulin.rounds.actions.publish_checklist import ended_before, one_at_a_time
from mulin.rounds.models import Checklist, Item
from mulin.trail.record import record


@transaction.atomic
def draft_checklist(key: str, *, by: Actor, name: str = "") -> Checklist:
    """The one draft of the list; begun already, it is the same."""
    acting = require(by, Duty.CATALOGUE_MANAGE, {})
    hold(one_at_a_time(key))
    known = list(Checklist.objects.select_for_update().filter(key=key).order_by("edition"))
    if known and known[0].is_draft:
        return known[0]
    last = known[-1] if known else None
    if last is None and not (key.strip() and name.strip()):
        raise BadInput(fields={"name": _("Give the checklist a key and a name.")})
    today = clock.today()
    made = Checklist.objects.create(
        key=key,
        edition=Checklist.DRAFT,
        name=last.name if last else name.strip(),
        note=last.note if last else "",
        # From its day to its day: a draft is in force on none.
        valid_from=today,
        valid_to=today,
    )
    if last is not None:
        rows = enumerate(last.items.order_by("order"), 1)
        Item.objects.bulk_create(item_row(made, order, given_of(item)) for order, item in rows)
    record("checklist.drafted", made, by=acting, fields={"key": key, "after": last.pk if last else None})
    return made


@transaction.atomic
def name_draft(draft: Checklist, *, name: str, note: str, by: Actor) -> Checklist:
    """What the list is called and what stands above it."""
    row, acting = locked_draft(draft, by)
    if not name.strip():
        raise BadInput(fields={"name": _("Give the checklist a key and a name.")})
    if (row.name, row.note) != (name.strip(), note.strip()):
        row.name, row.note = name.strip(), note.strip()
        row.save(update_fields=["name", "note"])
        record("checklist.changed", row, by=acting, fields={"fields": ["name", "note"]})
    return row


@transaction.atomic
def publish_draft(draft: Checklist, *, by: Actor) -> Checklist:
    """In force from today: rounds that are open keep their edition, plans take the new one with their next round."""
    hold(one_at_a_time(draft.key))
    row, acting = locked_draft(draft, by)
    items = [given_of(item) for item in row.items.order_by("order")]
    judge(row.key, row.name, items)
    row.valid_from, row.valid_to = clock.today(), None
    row.edition = ended_before(row.key, row.valid_from) + 1
    row.save(update_fields=["edition", "valid_from", "valid_to"])
    record("checklist.published", row, by=acting, fields={"key": row.key, "edition": row.edition})
    return row


@transaction.atomic
def discard_draft(draft: Checklist, *, by: Actor) -> None:
    """What is in force stays as it is."""
    row, acting = locked_draft(draft, by)
    record("checklist.discarded", row, by=acting, fields={"key": row.key})
    row.delete()


def locked_draft(draft: Checklist, by: Actor) -> tuple[Checklist, Actor]:
    """The draft under its row lock and the actor as the post that may change it; an edition in force does not change."""
    acting = require(by, Duty.CATALOGUE_MANAGE, {})
    row = Checklist.objects.select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise NotFound
    if not row.is_draft:
        raise WrongState(_("An edition that was put in force does not change: begin a draft."))
    return row, acting
