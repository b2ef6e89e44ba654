"""The ground was redrawn: what is not yet reviewed and the topics that are open go with it."""

from django.db import transaction
from django.db.models import Q

from mulin.diary.models import DiaryEntry, DiaryTopic
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.models import Area
from mulin.places.queries import heirs, line_of
from mulin.trail.record import record


@transaction.atomic
def follow_ground(area: Area, *, by: Actor) -> list[DiaryTopic]:
    """The topics that now stand elsewhere; run again, none. A line that was read stays where it was read."""
    unread = DiaryEntry.objects.filter(Q(read_at=None) | Q(topic__closed_at=None, topic__isnull=False))
    open_topics = DiaryTopic.objects.filter(closed_at=None)
    moved = []
    for heir in heirs(area)[:1]:
        for topic in open_topics.select_for_update().filter(area=area).order_by("pk"):
            _put(topic, area, heir, by)
            moved.append(topic)
        unread.filter(area=area).update(area=heir)
    for rows in (unread, open_topics):
        here = rows.filter(**{area.lineage_column: area.pk})
        here.exclude(area__valid_to__isnull=False).update(**line_of(Area, "area_id"))
    return moved


def _put(topic: DiaryTopic, was: Area, heir: Area, by: Actor) -> None:
    """Two topics of one name become one."""
    facts = {"from": was.pk, "to": heir.pk}
    same = DiaryTopic.objects.filter(area=heir, name=topic.name, closed_at=None).first()
    if same is not None:
        topic.entries.update(topic=same)
        topic.closed_at = clock.now()
        topic.save(update_fields=["closed_at"])
        record("topic.joined", topic, by=by, fields={**facts, "into": str(same.pk)}, quiet=True)
        return
    topic.area = heir
    topic.take_lineage(heir)
    topic.save(update_fields=["area", *topic.lineage()])
    record("topic.followed", topic, by=by, fields=facts, quiet=True)
