"""A network that is not there: whatever leaves this machine fails, in this process and in those that Python starts.

What stays on the machine is let be: PostgreSQL, Spark and a browser are spoken to over the loopback.
"""

import ipaddress
import sys
from pathlib import Path
from typing import Any, Final

# Of the arguments of an event the address is the last that is a tuple; of a look-up the host comes first.
_ADDRESSED: Final = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")
_LOOKED_UP: Final = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
# A module of this name is imported by Python as it starts.
_STARTED: Final = "sitecustomize.py"


class NetworkForbiddenError(AssertionError):
    """Something was to leave the machine."""


def stays_here(host: object) -> bool:
    """Whether a host is this machine; the path of a socket in a file system is."""
    if host in (None, "", "localhost") or isinstance(host, bytes):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def forbid_the_network() -> None:
    """Forbids this process to speak to any other machine, for good."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _ADDRESSED:
            address = next((one for one in reversed(arguments) if isinstance(one, tuple)), None)
            if address is not None and not stays_here(address[0]):
                raise NetworkForbiddenError(f"{event} to {address}")
        elif event in _LOOKED_UP and not stays_here(arguments[0]):
            raise NetworkForbiddenError(f"{event} of {arguments[0]}")

    sys.addaudithook(hear)


# No test can catch the end of the process, and the command cannot either.
_NO_SOCKETS: Final = """
import os
import sys


def hear(event, arguments):
    # What processes of one machine speak over is AF_UNIX, which is 1.
    if event == "socket.__new__" and arguments[1] not in (-1, 1):
        os._exit(97)


sys.addaudithook(hear)
"""


def without_sockets(folder: Path) -> dict[str, str]:
    """Variables under which every Python that is started ends with status 97 as soon as it opens a socket.

    Args:
        folder: where what makes it do so is written.
    """
    (folder / _STARTED).write_text(_NO_SOCKETS, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}
