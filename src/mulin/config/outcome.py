"""What a command hands back: lines for people, data for programs, done or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """`ok` false ends the command with exit code 1."""

    lines: Sequence[str] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    ok: bool = True
