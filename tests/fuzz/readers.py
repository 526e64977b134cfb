"""All readers by the name of what they read."""

from collections.abc import Mapping
from typing import Final

from fuzz.beside import BESIDE
from fuzz.reader import Reader
from fuzz.records import RECORDS

READERS: Final[Mapping[str, Reader]] = {**RECORDS, **BESIDE}
