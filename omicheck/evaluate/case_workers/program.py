"""The program of a case worker. It is run as a file, and knows nothing of omicheck before it is told where that lies.

So neither the caller's program nor its guard `if __name__ == "__main__"` matters, and a notebook will do. The first
message is JSON: where modules lie, how many bytes may be taken, whether bytecode is kept. What follows is for
`serving`.
"""

import gc
import importlib
import json
import os
import socket
import sys
from typing import Final

_LENGTH: Final = 4
# Before garbage is looked for; Python's own number is 700.
_ALLOCATIONS: Final = 50_000


def main() -> None:
    """Serves cases on the connection that is this process's standard input, until it closes."""
    connection = socket.socket(fileno=os.dup(0))
    # Whatever is printed by mistake must not come among the answers.
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    length = int.from_bytes(connection.recv(_LENGTH, socket.MSG_WAITALL), "big")
    asked = json.loads(connection.recv(length, socket.MSG_WAITALL))
    sys.path[:], sys.dont_write_bytecode = asked["path"], asked["dont_write_bytecode"]
    _bound(asked["memory"])
    serving = importlib.import_module("omicheck.evaluate.case_workers.serving")
    # What is loaded at the start is no garbage, so that it is not looked through for it time and again.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)
    serving.serve(connection)


def _bound(memory: int) -> None:
    """Lets no more than so many bytes be taken, where the system can see to that."""
    try:
        import resource  # noqa: PLC0415, not on every system

        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
        # What would be left behind at a crash holds records.
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (ImportError, ValueError, OSError):
        pass


if __name__ == "__main__":
    main()
