"""Reading the diary: by week and level, by theme, by topic."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek

from mulin.diary.access import level_of, reviewed_by, visible_to
from mulin.diary.kinds import Level
from mulin.diary.models import DiaryEntry, DiaryTopic, Review
from mulin.diary.rules import WEEK, weeks_before
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.places.rules import LINEAGE

WEEKS = 8


@dataclass(frozen=True)
class TopicRow:
    """A topic with how many entries it gathered in each of the last weeks."""

    topic: DiaryTopic
    weeks: list[int]
    total: int


def own(actor: Actor) -> QuerySet[DiaryEntry]:
    """What the actor wrote, newest first."""
    if actor.person_id is None:
        return DiaryEntry.objects.none()
    return DiaryEntry.objects.filter(person_id=actor.person_id).select_related("area", "topic")


def levels_of(actor: Actor) -> list[Level]:
    """The levels at which the actor reviews, the highest first."""
    found = {
        Level.GRID if rank >= Rank.GRID else Level.COMMUNITY if rank == Rank.COMMUNITY else Level.STREET
        for post in actor.posts_with(Duty.DIARY_REVIEW)
        for rank, _area in post.area_scopes
    }
    return sorted(found)


def waiting(actor: Actor) -> QuerySet[DiaryEntry]:
    """Unread entries that stand at the level at which the actor reviews them."""
    here = Q(pk__in=[])
    for post in actor.posts_with(Duty.DIARY_REVIEW):
        for rank, area_id in post.area_scopes:
            column = LINEAGE[rank]
            level = level_of(post, {column: area_id})
            if level is not None:
                here |= Q(**{column: area_id, "level": level})
    return DiaryEntry.objects.filter(here, read_at=None, erased_at=None).select_related(
        "area", "topic", "post"
    )


def in_week(actor: Actor, monday: date) -> QuerySet[DiaryEntry]:
    """All that the actor reviews of one week."""
    found = DiaryEntry.objects.filter(reviewed_by(actor), on__gte=monday, on__lt=monday + WEEK)
    return found.select_related("area", "topic", "post")


def by_theme(entries: QuerySet[DiaryEntry]) -> list[tuple[str, int]]:
    """How many of each theme, the most told first."""
    rows = entries.order_by().values_list("theme").annotate(number=Count("pk"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def topic_rows(topics: Iterable[DiaryTopic], actor: Actor) -> list[TopicRow]:
    """Topics with their weeks, the liveliest first: one statement more."""
    topics = list(topics)
    mondays = weeks_before(clock.today(), WEEKS)
    counts: dict[UUID, dict[date, int]] = defaultdict(dict)
    rows = visible_to(actor).filter(topic__in=topics).order_by()
    for topic_id, monday, number in rows.values_list("topic_id", TruncWeek("on")).annotate(
        number=Count("pk")
    ):
        counts[topic_id][monday] = number
    made = [
        TopicRow(topic, [counts[topic.pk].get(day, 0) for day in mondays], sum(counts[topic.pk].values()))
        for topic in topics
    ]
    return sorted(made, key=lambda row: (row.topic.closed_at is not None, -sum(row.weeks), row.topic.name))


def reviews_of(entries: Sequence[DiaryEntry]) -> dict[UUID, list[Review]]:
    """Readers' words by entry, oldest first: one statement."""
    found: dict[UUID, list[Review]] = defaultdict(list)
    for row in Review.objects.filter(entry__in=entries).select_related("by_post").order_by("at"):
        found[row.entry_id].append(row)
    return dict(found)
