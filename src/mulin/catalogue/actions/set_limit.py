"""Set the time of a link in a draft: for all kinds, one kind or one standard; for all urgencies or one."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.actions._drafts import locked_draft
from mulin.catalogue.kinds import Link, Urgency
from mulin.catalogue.models import Edition, Kind, Limit, Standard
from mulin.lib.errors import BadInput
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from mulin.trail.record import record

MOST = Decimal(10_000)


@transaction.atomic
def set_limit(
    edition: Edition,
    *,
    link: str,
    amount: Decimal | int | None,
    by: Actor,
    unit: str = Unit.WORK_DAY,
    urgency: str = "",
    kind: Kind | None = None,
    standard: Standard | None = None,
) -> Edition:
    """No amount takes the limit away, so that the class's or the edition's holds."""
    acting = manager(by)
    draft = locked_draft(edition.pk)
    _check(draft, link, amount, unit, urgency, kind, standard)
    where = {"kind": standard.kind if standard else kind, "standard": standard}
    rows = draft.limits.filter(link=link, urgency=urgency, **where)
    before = rows.values_list("amount", "unit").first()
    if before == (None if amount is None else (amount, unit)):
        return draft
    rows.delete()
    if amount is not None:
        Limit.objects.create(edition=draft, link=link, urgency=urgency, amount=amount, unit=unit, **where)
    target = where["kind"]
    fields = {
        "key": target.key if isinstance(target, Kind) else f"{draft.scheme.code}:",
        "standard": standard.number if standard else None,
        "link": link,
        "urgency": urgency,
        "from": [str(before[0]), before[1]] if before else None,
        "to": None if amount is None else [str(amount), unit],
    }
    record("catalogue.limit_set", draft, by=acting, fields=fields)
    return draft


def _check(
    draft: Edition,
    link: str,
    amount: Decimal | int | None,
    unit: str,
    urgency: str,
    kind: Kind | None,
    standard: Standard | None,
) -> None:
    wrong = {}
    if link not in Link.values:
        wrong["link"] = _("There is no such link.")
    if urgency and urgency not in Urgency.values:
        wrong["urgency"] = _("There is no such urgency.")
    if amount is not None and unit not in Unit.values:
        wrong["unit"] = _("There is no such unit.")
    if amount is not None and not (0 < amount < MOST and Decimal(amount) == round(Decimal(amount), 2)):
        wrong["amount"] = _("Give a number above 0 and below %(most)d.") % {"most": MOST}
    owner = standard.kind if standard else kind
    if owner is not None and owner.edition_id != draft.pk:
        wrong["kind"] = _("The kind belongs to another edition.")
    if wrong:
        raise BadInput(fields=wrong)
