"""Writes into the first line of every rule, limit and vocabulary file where its JSON Schema is, for editors.

`--check` fails if a file does not say so.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from fresh import ROOT, make_or_check

MARK = "# yaml-language-server: $schema="
OF = {
    "rules/checks/**/*.yaml": "rule",
    "rules/limits/**/*.yaml": "limit",
    "rules/editions/*/checks/**/*.yaml": "rule",
    "rules/editions/*/limits/**/*.yaml": "limit",
    "rules/vocabulary.yaml": "vocabulary",
    "rules/edition.yaml": "edition",
    "rules/editions/*/edition.yaml": "edition",
    "fixtures/extracts/*/mapping.yaml": "mapping",
}


def with_schema(file: Path, schema: Path, text: str) -> str:
    """The text of a file with its first line."""
    first, _, rest = text.partition("\n")
    body = rest if first.startswith(MARK) else text
    return f"{MARK}{Path(os.path.relpath(schema, file.parent)).as_posix()}\n{body}"


def files() -> Iterator[tuple[Path, str]]:
    """The files with their first lines."""
    for pattern, name in OF.items():
        for file in sorted(ROOT.glob(pattern)):
            yield file, with_schema(file, ROOT / f"schemas/{name}.schema.json", file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, files, "does not name its schema; run scripts/name_schemas.py"))
