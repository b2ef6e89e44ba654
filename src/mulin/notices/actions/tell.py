"""Tell persons of something, once each, on the pages and by the ways they want."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from mulin.lib import clock
from mulin.notices.kinds import URGENT, Channel, Template
from mulin.notices.models import Message, Notice, Preference
from mulin.notices.rules import not_before


@transaction.atomic
def tell(
    person_ids: Collection[int],
    template: Template,
    *,
    event_id: int,
    case_id: UUID | None = None,
    params: Mapping[str, str] | None = None,
    link: str = "",
    outside: bool = False,
    urgent: bool = False,
) -> list[Notice]:
    """New notices only: told twice of one event, a person has one. `outside` sends messages as well."""
    pressing = urgent or template in URGENT
    now = clock.now()
    wanted = sorted({person for person in person_ids if person})
    known = set(
        Notice.objects.filter(event_id=event_id, template=template, person_id__in=wanted).values_list(
            "person_id", flat=True
        )
    )
    made = Notice.objects.bulk_create(
        [
            Notice(
                person_id=person,
                template=template,
                case_id=case_id,
                event_id=event_id,
                params=dict(params or {}),
                link=link,
                urgent=pressing,
                at=now,
            )
            for person in wanted
            if person not in known
        ]
    )
    if outside and made:
        _send_outside(made)
    return made


def _send_outside(made: list[Notice]) -> None:
    wishes = {p.person_id: p for p in Preference.objects.filter(person_id__in=[n.person_id for n in made])}
    messages = []
    for notice in made:
        wish = wishes.get(notice.person_id) or Preference(person_id=notice.person_id)
        leave = not_before(
            notice.at, urgent=notice.urgent, quiet_from=wish.quiet_from, quiet_to=wish.quiet_to
        )
        ways = [
            *([Channel.SMS] if wish.sms else []),
            *([Channel.EMAIL] if wish.email else []),
            *([Channel.WECOM] if wish.wecom else []),
        ]
        messages += [
            Message(
                person_id=notice.person_id,
                notice=notice,
                channel=way,
                urgent=notice.urgent,
                not_before=leave,
                made_at=notice.at,
            )
            for way in ways
        ]
    Message.objects.bulk_create(messages)
