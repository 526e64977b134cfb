"""How Spark is reached, a connection to it, and its errors in a line or two."""

from typing import Final

# Every core of this machine.
DEFAULT_MASTER: Final = "local[*]"
