"""Writes docs/counting-days.md from the docstring of `omicheck.dates`, where the convention stands.

`--check` fails if the page does not say what the docstring says now.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fresh import ROOT, make_or_check

_HEAD: Final = """<!-- Written by scripts/make_counting_page.py from omicheck/dates.py. Change that, not this. -->

# How days are counted

"""
_TAIL: Final = """
Which days are bank holidays, how one is added or taken away, and what a day is that is only foretold:
[bank holidays](bank-holidays.md). How a limit is written: [changing a rule](changing-a-rule.md). The examples above are
run with the tests.
"""
# Lines of an interpreter, and what it answers.
_SESSION: Final = re.compile(r"(?:^>>> .*\n(?:^(?!>>>|\n).+\n)*)+", re.MULTILINE)


def page() -> Iterator[tuple[Path, str]]:
    """The page as it should be."""
    text = (ROOT / "omicheck/dates.py").read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text)) or ""
    _, _, convention = docstring.partition("\n\n")
    shown = _SESSION.sub(lambda match: f"```python\n{match[0]}```\n", f"{convention}\n")
    yield ROOT / "docs/counting-days.md", f"{_HEAD}{shown}{_TAIL}"


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, page, "is not what omicheck/dates.py says; run scripts/make_counting_page.py"))
