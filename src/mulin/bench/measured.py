"""What a measurement hands back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measured:
    """Lines for people, data for programs; `ok` false when a promise was not held."""

    lines: Sequence[str] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    ok: bool = True
