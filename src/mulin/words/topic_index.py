"""Puts a new message to a known topic, or to none. Uses jieba: for jobs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mulin.words.likeness import Reading, rarity, read, weighed
from mulin.words.topics import Message, Topic

ENOUGH = 0.30  # likeness to a topic's centre that a message with one of its words needs
ENOUGH_WORDLESS = 0.45  # and one without


class Fit(NamedTuple):
    """The topic a message belongs to, how well, and by which of its words."""

    topic: Topic
    score: float
    words: tuple[str, ...]


@dataclass
class TopicIndex:
    """Topics by their centres: the mean of what their members say."""

    topics: Sequence[Topic]
    weights: Mapping[str, float]
    centres: list[dict[str, float]] = field(default_factory=list)
    by_word: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, topics: Sequence[Topic], messages: Iterable[Message]) -> "TopicIndex":
        """The index of topics found among these messages."""
        readings = {message.id: read(message.title, message.body) for message in messages}
        index = cls(topics, rarity(list(readings.values())))
        for at, topic in enumerate(topics):
            centre = _centre(
                [readings[member] for member in topic.member_ids if member in readings], index.weights
            )
            index.centres.append(centre)
            for word in centre:
                index.by_word.setdefault(word, set()).add(at)
        return index


def assign(message: Message, index: TopicIndex) -> Fit | None:
    """The topic that the message repeats, if any."""
    reading = read(message.title, message.body)
    vector = weighed(reading, index.weights)
    likely = {at for word in vector for at in index.by_word.get(word, ())}
    fits = [fit for at in likely if (fit := _fit(reading, vector, index, at))]
    return max(fits, key=lambda fit: (fit.score, fit.topic.size), default=None)


def _fit(reading: Reading, vector: Mapping[str, float], index: TopicIndex, at: int) -> Fit | None:
    topic, centre = index.topics[at], index.centres[at]
    score = sum(value * centre.get(word, 0.0) for word, value in vector.items())
    shared = tuple(word for word in topic.words if word in reading.terms)
    enough = ENOUGH if shared else ENOUGH_WORDLESS
    return Fit(topic, round(score, 3), shared) if score >= enough else None


def _centre(readings: Sequence[Reading], weights: Mapping[str, float]) -> dict[str, float]:
    """The mean of the members' vectors, length one, words of a single member left out where there are several."""
    total: dict[str, float] = {}
    used: dict[str, int] = {}
    for reading in readings:
        for word, value in weighed(reading, weights).items():
            total[word] = total.get(word, 0.0) + value
            used[word] = used.get(word, 0) + 1
    least = 1 if len(readings) < 3 else 2
    kept = {word: value for word, value in total.items() if used[word] >= least}
    length = sum(value * value for value in kept.values()) ** 0.5
    return {word: value / length for word, value in kept.items()} if length else {}
