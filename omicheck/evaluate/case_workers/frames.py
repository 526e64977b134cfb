"""Messages between two processes: bytes, with their number before them."""

import socket
from collections.abc import Iterator
from typing import Final

_LENGTH: Final = 4
_AT_A_TIME: Final = 1 << 18


def frame(content: bytes) -> bytes:
    """A message as it is sent."""
    return len(content).to_bytes(_LENGTH, "big") + content


def frames_in(received: bytearray) -> Iterator[bytes]:
    """The messages that have been received whole, which are taken out."""
    while len(received) >= _LENGTH:
        end = _LENGTH + int.from_bytes(received[:_LENGTH], "big")
        if len(received) < end:
            return
        content = bytes(received[_LENGTH:end])
        del received[:end]
        yield content


def frames_of(connection: socket.socket) -> Iterator[bytes]:
    """The messages of a connection, each as soon as it is there, until it is closed."""
    received = bytearray()
    while more := connection.recv(_AT_A_TIME):
        received += more
        yield from frames_in(received)
