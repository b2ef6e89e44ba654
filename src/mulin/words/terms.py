"""Words of a text by jieba's dictionary. Loading it takes a second and 60 MB: for jobs and measurements."""

import logging
import re

import jieba

from mulin.words.folding import HAN

jieba.setLogLevel(logging.ERROR)
WORD = re.compile(rf"[{HAN}]+|[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """The words of a folded text, signs left out."""
    return [word for word in jieba.cut(text) if WORD.fullmatch(word)]


def is_listed(word: str) -> bool:
    """Whether the general dictionary has the word: names of compounds and firms mostly are not there."""
    jieba.dt.check_initialized()
    return bool(jieba.dt.FREQ.get(word))
