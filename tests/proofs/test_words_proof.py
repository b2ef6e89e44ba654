"""Suggestions, repeats and look-ups on real messages and reports do not fall below what was reached."""

import argparse
import csv
import gzip
import random
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from mulin.bench import similar, suggest, topics
from tests.shared_data import data

pytestmark = pytest.mark.real_data("cn_gov_messages", "sr_boston")
LOUD_MATTERS = {
    "伊景园": 54,
    "58车": 15,
}  # a name that all messages of one matter hold, and how many there are


def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def halves(folder: Path, labelled: list[dict[str, str]]) -> tuple[Path, Path]:
    """Four fifths to learn from and one to ask, with the same share of each kind; repeated texts stay together."""
    by_label: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in labelled:
        by_label[row["label1"]].append(row)
    chooser, learn, ask = random.Random(5), [], []
    for group in by_label.values():
        chooser.shuffle(group)
        cut = len(group) // 5
        ask += group[:cut]
        learn += group[cut:]
    known = {row["body"] for row in learn}
    paths = folder / "train.csv", folder / "test.csv"
    for path, part in zip(paths, (learn, [row for row in ask if row["body"] not in known]), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(labelled[0]))
            writer.writeheader()
            writer.writerows(part)
    return paths


def test_kinds_are_suggested_from_few_messages(tmp_path: Path) -> None:
    train, test = halves(tmp_path, rows(data("cn_gov_messages", "messages_labelled.csv.gz")))
    told = suggest.run(
        argparse.Namespace(
            train=train, test=test, text="title,body", label="label1", out=tmp_path / "told.csv"
        )
    )
    sys.stdout.write("\n".join(told.lines) + "\n")
    assert told.data["macro_f1"] >= 0.85
    assert told.data["share_at_95"] >= 0.6
    assert told.data["answered_precision"] >= 0.9
    with (tmp_path / "told.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == told.data["test_rows"]


def test_each_loud_matter_is_one_pure_group() -> None:
    path = data("cn_gov_messages", "messages_hot.csv.gz")
    texts = {row["msg_id"]: row["title"] + row["body"] for row in rows(path)}
    told = topics.run(argparse.Namespace(messages=path, smallest=2))
    sys.stdout.write("\n".join(told.lines) + "\n")
    groups = [set(group["member_ids"]) for group in told.data["groups"]]
    assert len(set().union(*groups)) == sum(map(len, groups)), "a message is of one group"
    wires = {
        name
        for name, text in texts.items()
        if "月亮岛路" in text and ("高压" in text or "110kv" in text.lower())
    }
    for members in [
        *({name for name, text in texts.items() if word in text} for word in LOUD_MATTERS),
        wires,
    ]:
        best = max(groups, key=lambda group: len(group & members))
        assert best >= members, [texts[name][:40] for name in members - best]
        assert len(best) <= 1.1 * len(members) + 1, [texts[name][:40] for name in best - members]
    assert max(map(len, groups)) < 60, "no group of everything"


def test_repeated_reports_find_the_first() -> None:
    told = similar.run(
        argparse.Namespace(
            cases=data("sr_boston", "requests_2008_2016.csv.gz"),
            pairs=data("sr_boston", "duplicate_pairs.csv"),
        )
    )
    sys.stdout.write("\n".join(told.lines) + "\n")
    assert told.data["recall_at_1"] >= 0.80
    assert told.data["recall_at_3"] >= 0.93
    assert told.data["recall_at_5"] >= 0.95
