"""Who may read the diary: who wrote a line, and who reviews at its level."""

from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.diary.kinds import Level
from mulin.diary.models import DiaryEntry, DiaryTopic
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor, require, within
from mulin.people.kinds import Duty
from mulin.people.rules import HeldPost
from mulin.places.kinds import Rank
from mulin.places.rules import LINEAGE


def level_of(post: HeldPost, lineage: dict[str, int | None]) -> Level | None:
    """At which level a post reviews what lies there; None when it is out of reach."""
    depth = post.depth(lineage)
    if depth is None:
        return None
    if depth >= Rank.GRID:
        return Level.GRID
    return Level.COMMUNITY if depth == Rank.COMMUNITY else Level.STREET


def reviewed_by(actor: Actor) -> Q:
    """What the actor's posts review: everything up to the community, above it only what was lifted there."""
    if actor.part:
        return Q()
    reach = Q(pk__in=[])
    for post in actor.posts_with(Duty.DIARY_REVIEW):
        if post.everywhere:
            reach |= Q(level__lte=Level.STREET)
        for rank, area_id in post.area_scopes:
            here = Q(**{LINEAGE[rank]: area_id})
            reach |= here if rank >= Rank.COMMUNITY else here & Q(level__lte=Level.STREET)
    return reach


def visible_to(actor: Actor) -> QuerySet[DiaryEntry]:
    """Entries the actor wrote or reviews; a stranger sees none."""
    reach = reviewed_by(actor)
    if actor.person_id is not None and not actor.part:
        reach |= Q(person_id=actor.person_id)
    return DiaryEntry.objects.filter(reach)


def entry_for(actor: Actor, entry_id: UUID | str) -> DiaryEntry:
    """One entry the actor may read, or NotFound as for a stranger."""
    entry = visible_to(actor).select_related("area", "topic", "post").filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    return entry


def reviewer(actor: Actor, entry: DiaryEntry) -> tuple[Actor, Level]:
    """The actor as the post that reviews the entry at its level or above, with that level; else NotAllowed."""
    if actor.part:
        return actor, Level(entry.level)
    lineage = entry.lineage()
    found = []
    for post in actor.posts_with(Duty.DIARY_REVIEW):
        level = level_of(post, lineage)
        # The street reads nothing that was not lifted to it.
        if level is not None and level <= entry.level <= (level if level == Level.STREET else Level.GRID):
            found.append((-level, post.deputy, post.code, post))
    if not found:
        raise NotAllowed
    minus, _deputy, _code, nearest = min(found, key=lambda row: row[:3])
    return actor.acting(nearest), Level(-minus)


def may_review(actor: Actor, entry: DiaryEntry) -> bool:
    """Whether the actor reviews this entry where it stands now."""
    try:
        reviewer(actor, entry)
    except NotAllowed:
        return False
    return True


def visible_topics(actor: Actor) -> QuerySet[DiaryTopic]:
    """Topics of the ground that the actor reviews."""
    return DiaryTopic.objects.filter(within(actor, Duty.DIARY_REVIEW))


def topic_for(actor: Actor, topic_id: UUID | str) -> DiaryTopic:
    """One topic on the actor's ground, or NotFound."""
    topic = visible_topics(actor).select_related("area").filter(pk=topic_id).first()
    if topic is None:
        raise NotFound
    return topic


def keeper(actor: Actor, topic: DiaryTopic) -> Actor:
    """The actor as the post that reviews over the topic's whole area."""
    return require(actor, Duty.DIARY_REVIEW, topic.area.lineage())
