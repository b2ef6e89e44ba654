"""Which messages repeat one matter: the groups with their size, words and members."""

import argparse
from datetime import datetime
from pathlib import Path
from time import perf_counter

from mulin.bench.measured import Measured
from mulin.lib.tables import Row, read
from mulin.words.topics import Message, Topic, topics

SHOWN = 20
ID, TITLE, BODY, AT = (
    ("msg_id", "id", "ref"),
    ("title", "topic"),
    ("body", "text", "content"),
    ("posted_at", "at"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    told = "columns msg_id, title, body, posted_at"
    parser.add_argument("--messages", type=Path, required=True, metavar="CSV", help=told)
    parser.add_argument("--smallest", type=int, default=2, metavar="N", help="leave out smaller groups")


def run(options: argparse.Namespace) -> Measured:
    messages = [_message(row) for row in read(options.messages)]
    started = perf_counter()
    found = [topic for topic in topics(messages) if topic.size >= options.smallest]
    seconds = perf_counter() - started
    data = {
        "messages": len(messages),
        "seconds": round(seconds, 2),
        "groups": [_told(topic) for topic in found],
    }
    lines = [f"{len(messages):,} messages, {len(found):,} groups in {seconds:.1f} s"]
    lines += [
        f"{topic.size:>4}  {topic.title}  [{' '.join(topic.words)}]  {topic.since:%Y-%m-%d} – {topic.until:%Y-%m-%d}"
        if topic.since and topic.until
        else f"{topic.size:>4}  {topic.title}  [{' '.join(topic.words)}]"
        for topic in found[:SHOWN]
    ]
    return Measured(lines, data)


def _message(row: Row) -> Message:
    at = _first(row, AT)
    try:
        moment = datetime.fromisoformat(at) if at else None
    except ValueError:
        moment = None
    return Message(_first(row, ID) or str(row.number), _first(row, TITLE), _first(row, BODY), moment)


def _first(row: Row, columns: tuple[str, ...]) -> str:
    return next((row.cells[column] for column in columns if row.cells.get(column)), "")


def _told(topic: Topic) -> dict[str, object]:
    return {
        "size": topic.size,
        "title": topic.title,
        "words": topic.words,
        "member_ids": topic.member_ids,
        "since": topic.since,
        "until": topic.until,
        "alike": topic.alike,
    }
