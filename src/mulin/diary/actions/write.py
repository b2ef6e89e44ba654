"""A line or two are written down; sent twice it is one entry."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.diary.kinds import Level, Theme
from mulin.diary.models import DiaryEntry
from mulin.diary.rules import clean
from mulin.lib import clock
from mulin.lib.crypto import salted_hash
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.lib.locks import hold
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.trail.record import record


@transaction.atomic
def write(
    *,
    area: Area,
    theme: str,
    text: str,
    id: UUID | None = None,
    captured_at: datetime | None = None,
    by: Actor,
) -> tuple[DiaryEntry, bool]:
    """The entry and whether it is new. A repeated id gives the writer's own entry; anyone else NotFound."""
    acting = require(by, Duty.DIARY_WRITE, area.lineage())
    if id is not None and (known := _known(id)):
        if known.person_id != acting.person_id:
            raise NotFound
        return known, False
    if theme not in Theme.values:
        raise BadInput(fields={"theme": _("Choose what it is about.")})
    now = clock.now()
    written = min(captured_at, now) if captured_at else now
    entry = DiaryEntry(
        id=id or uuid7(),
        area=area,
        theme=theme,
        text=clean(text),
        on=clock.local(written).date(),
        at=now,
        captured_at=captured_at,
        person_id=acting.person_id,
        post_id=acting.post_id,
        level=Level.GRID if area.rank >= Rank.GRID else Level.COMMUNITY,
    )
    entry.take_lineage(area)
    entry.save(force_insert=True)
    record(
        "diary.written",
        entry,
        by=acting,
        fields={"area": area.pk, "theme": theme, "level": int(entry.level)},
        words=[(str(entry.pk), salted_hash(entry.text or "", bytes(entry.salt or b"")))],
        captured_at=captured_at,
    )
    return entry, True


def _known(entry_id: UUID) -> DiaryEntry | None:
    """The entry of that id, once whoever else sends the same one at this moment is done."""
    hold(entry_id)
    return DiaryEntry.objects.filter(pk=entry_id).first()
