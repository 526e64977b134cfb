"""All readers by the name of what they read."""

from collections.abc import Mapping
from typing import Final

from fuzz.beside import BESIDE
from fuzz.databases import POSTGRESQL
from fuzz.earlier_runs import EARLIER_RUNS
from fuzz.reader import Reader
from fuzz.records import RECORDS
from fuzz.rule_files import RULES

READERS: Final[Mapping[str, Reader]] = {**RECORDS, **POSTGRESQL, **RULES, **BESIDE, **EARLIER_RUNS}
