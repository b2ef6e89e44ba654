"""A new edition of a checklist comes into force; rounds made before keep theirs."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.lib.locks import hold
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.rounds.actions.items import NewItem, item_row, judge
from mulin.rounds.models import Checklist, Item
from mulin.trail.record import record


@transaction.atomic
def publish_checklist(
    key: str,
    *,
    name: str,
    items: Sequence[NewItem],
    by: Actor,
    note: str = "",
    source: str = "",
    valid_from: date | None = None,
) -> Checklist:
    """The edition before ends on the day the new one begins."""
    acting = require(by, Duty.CATALOGUE_MANAGE, {})
    judge(key, name, items)
    hold(one_at_a_time(key))
    since = valid_from or clock.today()
    made = Checklist.objects.create(
        key=key,
        edition=ended_before(key, since) + 1,
        name=name.strip(),
        note=note.strip(),
        source=source,
        valid_from=since,
    )
    Item.objects.bulk_create(item_row(made, order, item) for order, item in enumerate(items, 1))
    record("checklist.published", made, by=acting, fields={"key": key, "edition": made.edition})
    return made


def one_at_a_time(key: str) -> str:
    """What whoever begins or publishes an edition of a list holds, before any of its rows."""
    return f"checklist {key}"


def ended_before(key: str, since: date) -> int:
    """The edition in force ends on the day; its number, 0 where there was none."""
    published = Checklist.objects.select_for_update().filter(key=key, edition__gt=0)
    last = published.order_by("-edition").first()
    if last is None:
        return 0
    if since < last.valid_from:
        raise BadInput(fields={"valid_from": _("A new edition cannot begin before the present one.")})
    Checklist.objects.filter(pk=last.pk).update(valid_to=since)
    return last.edition
