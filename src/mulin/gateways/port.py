"""What every way out answers, and what it may refuse with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    """`kept` when no live gateway is set and the message was only kept; `ref` is the gateway's own number."""

    ok: bool
    kept: bool = False
    ref: str = ""
    error: str = ""
