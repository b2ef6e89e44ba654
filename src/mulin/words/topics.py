"""Groups messages that repeat one matter. Imports scipy and jieba: for jobs and measurements only.

Average linkage over the likeness of texts gives a tree; from its root down a branch is taken as one topic when its
members are alike enough and share an anchor: a term that most of them use and few others do. What a branch lacks
its children may have, so one loud theme (补课, 公积金) does not swallow the matters under it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import ClusterNode, linkage, to_tree
from scipy.spatial.distance import squareform

from mulin.words.folding import fold
from mulin.words.likeness import Reading, is_named, likeness, read, readable

LOOSEST = 0.9  # distance above which no branch is looked at
PAIR = 0.35  # likeness of two messages that are a topic by themselves
PROMISING = 0.25  # mean likeness from which on a branch is looked at as a whole
ALIKE_NAMED = 0.275  # mean likeness of a topic whose anchor is a name: a compound, a road, a firm
ALIKE = 0.4  # and of one whose anchor is made of common words
COVERS, EXCLUSIVE = 0.6, 0.5  # an anchor's share of the members, and the members' share of its uses
STRANGER = 0.46  # share of the mean among those who use the anchor; a member less alike to them is put out
ONLY_PLACE = 0.55  # the same for a member that shares one word with them: the place, but hardly the matter
AT_ONCE = 5000  # messages compared each with each; more are taken in stretches of time
SAME_MATTER = 0.5  # likeness of what two stretches of one matter say
ANCHORS = 8  # that hold a group together
TERMS = 40  # of which its words are chosen


class Message(NamedTuple):
    """What grouping needs to know of a message."""

    id: str
    title: str
    body: str
    at: datetime | None = None


@dataclass(frozen=True)
class Topic:
    """Messages of one matter: its most typical title, its words, who belongs to it, from when to when."""

    title: str
    words: tuple[str, ...]
    member_ids: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    alike: float

    @property
    def size(self) -> int:
        return len(self.member_ids)


class _Ground:
    """The messages of one comparison with their likeness and how often each term is used."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.alike: NDArray[np.float32] = likeness(readings)
        self.uses = Counter(term for reading in readings for term in reading.terms)

    def mean(self, members: Sequence[int]) -> float:
        inside = self.alike[np.ix_(members, members)]
        return float(inside.sum() / (len(members) * (len(members) - 1)))

    def anchors(self, members: Sequence[int], most: int = ANCHORS) -> list[str]:
        """The terms that hold the members together, best first."""
        counted = Counter(term for at in members for term in self.readings[at].terms)
        least = max(2.0, COVERS * len(members))
        strong = {
            term: n * n / self.uses[term]
            for term, n in counted.items()
            if n >= least and n >= EXCLUSIVE * self.uses[term]
        }
        return sorted(strong, key=lambda term: (-strong[term], -len(term), term))[:most]

    def topic_in(self, members: list[int]) -> list[int]:
        """The members that are of one matter, or none: the branch is then looked into."""
        mean = self.mean(members)
        if len(members) == 2:
            return members if mean >= PAIR else []
        if mean < PROMISING:
            return []
        anchors = self.anchors(members)
        named = [anchor for anchor in anchors if is_named(anchor)]
        if not anchors or (not named and mean < ALIKE):
            return []
        kept = self._without_strangers(members, (named or anchors)[0], anchors)
        return kept if len(kept) > 1 and self.mean(kept) >= (ALIKE_NAMED if named else ALIKE) else []

    def _without_strangers(self, members: list[int], anchor: str, anchors: Sequence[str]) -> list[int]:
        """Who is far less alike to the anchor's users than they are to each other is of another matter."""
        users = [at for at in members if anchor in self.readings[at].terms]
        if len(users) < 3:
            return members
        apart = readable(anchors)
        kept = []
        for at in members:
            others = [user for user in users if user != at]
            shared = sum(term in self.readings[at].terms for term in apart)
            least = STRANGER if shared > 1 else ONLY_PLACE
            if self.alike[at, others].mean() >= least * self.mean(others):
                kept.append(at)
        return kept

    def groups(self, among: Sequence[int]) -> Iterator[list[int]]:
        """The members of each topic; strangers of a branch are looked at again among themselves."""
        if len(among) < 2:
            return
        distance = 1 - self.alike[np.ix_(among, among)]
        np.fill_diagonal(distance, 0)
        waiting: list[ClusterNode] = [to_tree(linkage(squareform(distance, checks=False), "average"))]
        while waiting:
            branch = waiting.pop()
            if branch.is_leaf():
                continue
            members = [among[at] for at in branch.pre_order()] if branch.dist <= LOOSEST else []
            kept = self.topic_in(members) if members else []
            if kept:
                yield kept
                yield from self.groups([at for at in members if at not in set(kept)])
            else:
                waiting += [branch.left, branch.right]


def topics(messages: Iterable[Message]) -> list[Topic]:
    """The topics of two messages and more, the largest first."""
    ordered = sorted(
        messages, key=lambda message: (message.at is None, message.at and message.at.timestamp(), message.id)
    )
    made: list[list[_Found]] = []
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        ground = _Ground([read(message.title, message.body) for message in part])
        made.append([_topic(ground, part, members) for members in ground.groups(range(len(part)))])
    found = _joined(made) if len(made) > 1 else [each.topic for stretch in made for each in stretch]
    return sorted(found, key=lambda topic: (-topic.size, -topic.alike, topic.member_ids))


class _Found(NamedTuple):
    """A topic with all that its members say."""

    topic: Topic
    says: Reading


def _joined(stretches: Sequence[Sequence[_Found]]) -> list[Topic]:
    """A matter that goes on over several stretches of time is one topic."""
    found = [(number, each) for number, stretch in enumerate(stretches) for each in stretch]
    alike = likeness([each.says for _number, each in found])
    home = list(range(len(found)))
    for one, other in np.argwhere(np.triu(alike >= SAME_MATTER)).tolist():
        (here, early), (there, late) = found[one], found[other]
        if (
            here != there
            and set(early.topic.words) & late.says.terms
            and set(late.topic.words) & early.says.terms
        ):
            old, new = home[other], home[one]
            home = [new if each == old else each for each in home]
    together: dict[int, list[Topic]] = {}
    for at, (_number, each) in enumerate(found):
        together.setdefault(home[at], []).append(each.topic)
    return [_one_of(topics) for topics in together.values()]


def _one_of(parts: Sequence[Topic]) -> Topic:
    """Named after its largest part."""
    main = max(parts, key=lambda topic: topic.size)
    size = sum(topic.size for topic in parts)
    return replace(
        main,
        member_ids=tuple(name for topic in parts for name in topic.member_ids),
        since=min((topic.since for topic in parts if topic.since), default=None),
        until=max((topic.until for topic in parts if topic.until), default=None),
        alike=round(sum(topic.alike * topic.size for topic in parts) / size, 3),
    )


def _topic(ground: _Ground, messages: Sequence[Message], members: list[int]) -> _Found:
    typical = members[int(ground.alike[np.ix_(members, members)].sum(1).argmax())]
    times = [message.at for message in (messages[at] for at in members) if message.at]
    titles = [fold(messages[at].title) for at in members]
    anchors = ground.anchors(members, TERMS)
    in_titles = sorted(anchors, key=lambda term: -sum(term in title for title in titles))
    topic = Topic(
        title=messages[typical].title or messages[typical].body[:30],
        words=readable(in_titles) or tuple(anchors[:1]),
        member_ids=tuple(messages[at].id for at in sorted(members)),
        since=min(times, default=None),
        until=max(times, default=None),
        alike=round(ground.mean(members), 3),
    )
    words: Counter[str] = Counter()
    for at in members:
        words.update(ground.readings[at].words)
    return _Found(topic, Reading(words, frozenset(anchors)))
