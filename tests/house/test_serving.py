"""What the house keeps running: the vital it gives up on, the rest it tries for ever."""

import sys

import pytest

from mulin.config import serving
from mulin.config.serving import MOST_FAILURES, Child

ENDS = [sys.executable, "-c", "pass"]


def kept(child: Child, times: int) -> list[bool]:
    answers = []
    for _time in range(times):
        assert child.process is not None
        child.process.wait()
        answers.append(child.keep())
    return answers


def test_what_is_vital_and_keeps_ending_is_given_up() -> None:
    child = Child("the jobs", ENDS)
    child.start()
    assert kept(child, MOST_FAILURES + 1) == [*[True] * MOST_FAILURES, False]


def test_what_is_not_vital_is_begun_again_at_once_then_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child = Child("the listener", ENDS, vital=False)
    child.start()
    assert kept(child, MOST_FAILURES * 2) == [True] * MOST_FAILURES * 2
    assert child.failures == 1
    monkeypatch.setattr(serving, "APART", 0.0)
    assert kept(child, MOST_FAILURES * 2) == [True] * MOST_FAILURES * 2
    assert child.failures > MOST_FAILURES
    child.stop()


def test_the_listener_is_not_vital() -> None:
    assert not serving.listener().vital
    assert serving.jobs().vital
