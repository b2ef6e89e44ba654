"""Nobody outside this machine is ever called by a test."""

import ipaddress
import socket
from typing import Any

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


class OutsideError(AssertionError):
    """A test reached for the world."""


def _refuse_outside(own: socket.socket, address: Any) -> None:
    if own.family == socket.AF_UNIX:
        return
    host = address[0]
    try:
        near = host in {"localhost", ""} or ipaddress.ip_address(host).is_loopback
    except ValueError:
        near = False
    if not near:
        raise OutsideError(f"a test tried to reach {address!r}")


def _guarded_connect(own: socket.socket, address: Any) -> None:
    _refuse_outside(own, address)
    _connect(own, address)


def _guarded_connect_ex(own: socket.socket, address: Any) -> int:
    _refuse_outside(own, address)
    return _connect_ex(own, address)


def close_the_door() -> None:
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign, assignment] # the whole point
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign, assignment] # the whole point
