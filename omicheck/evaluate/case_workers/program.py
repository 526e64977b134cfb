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
    importlib.import_module("omicheck.evaluate.durable.engine_program").bound(asked["memory"])
    serving = importlib.import_module("omicheck.evaluate.case_workers.serving")
    # What is loaded at the start is no garbage, so that it is not looked through for it time and again.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)
    serving.serve(connection)


if __name__ == "__main__":
    main()
