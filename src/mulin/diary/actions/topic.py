"""Topics gather entries; they are opened, given entries and closed."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.diary.access import keeper
from mulin.diary.actions.reviewing import locked, reviewed
from mulin.diary.kinds import Outcome, Theme
from mulin.diary.models import DiaryEntry, DiaryTopic
from mulin.diary.rules import clean
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.lib.ids import uuid7
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.places.models import Area
from mulin.trail.record import record


@transaction.atomic
def open_topic(*, area: Area, name: str, theme: str, id: UUID | None = None, by: Actor) -> DiaryTopic:
    """The open topic of that name in the area; again gives the same one."""
    acting = require(by, Duty.DIARY_REVIEW, area.lineage())
    if theme not in Theme.values:
        raise BadInput(fields={"theme": _("Choose what it is about.")})
    wanted = clean(name, "name", longest=60)
    # Two who open the same topic at once: the second finds the first behind the lock of their ground.
    Area.objects.select_for_update().get(pk=area.pk)
    known = DiaryTopic.objects.filter(area=area, name=wanted, closed_at=None).first()
    if known is not None:
        return known
    topic = DiaryTopic(
        id=id or uuid7(), area=area, name=wanted, theme=theme, opened_at=clock.now(), post_id=acting.post_id
    )
    topic.take_lineage(area)
    topic.save(force_insert=True)
    record("topic.opened", topic, by=acting, fields={"area": area.pk, "theme": theme})
    return topic


@transaction.atomic
def put_to_topic(entry: DiaryEntry, *, topic: DiaryTopic, note: str = "", by: Actor) -> DiaryEntry:
    """The entry counts for the topic from now on; again changes nothing."""
    entry, acting, level = locked(entry, by)
    if entry.topic_id == topic.pk:
        return entry
    topic = DiaryTopic.objects.select_for_update(of=("self",)).select_related("area").get(pk=topic.pk)
    if topic.closed_at is not None:
        raise WrongState(_("This topic is closed."))
    if entry.lineage()[topic.area.lineage_column] != topic.area_id:
        raise NotAllowed
    entry.topic, entry.read_at = topic, entry.read_at or clock.now()
    entry.save(update_fields=["topic", "read_at"])
    reviewed(entry, Outcome.TOPIC, level, by=acting, note=note, facts={"topic": str(topic.pk)})
    return entry


@transaction.atomic
def close_topic(topic: DiaryTopic, *, by: Actor) -> DiaryTopic:
    """Nothing more is gathered; again changes nothing."""
    topic = DiaryTopic.objects.select_for_update(of=("self",)).select_related("area").get(pk=topic.pk)
    acting = keeper(by, topic)
    if topic.closed_at is None:
        topic.closed_at = clock.now()
        topic.save(update_fields=["closed_at"])
        record("topic.closed", topic, by=acting)
    return topic
