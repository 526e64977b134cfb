"""Writes into the first line of every rule, limit and vocabulary file where its JSON Schema is, for editors.

`--check` fails if a file does not say so.
"""

import argparse
import os
import sys
from pathlib import Path

from fresh import ROOT, settle

MARK = "# yaml-language-server: $schema="
OF = {"rules/checks/**/*.yaml": "rule", "rules/limits/**/*.yaml": "limit", "rules/vocabulary.yaml": "vocabulary"}


def with_schema(file: Path, schema: Path, text: str) -> str:
    """The text of a file with its first line."""
    first, _, rest = text.partition("\n")
    body = rest if first.startswith(MARK) else text
    return f"{MARK}{Path(os.path.relpath(schema, file.parent)).as_posix()}\n{body}"


def main() -> int:
    """Writes the lines, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if a file has no such line")
    options = parser.parse_args()
    fresh = (
        (file, with_schema(file, ROOT / f"schemas/{name}.schema.json", file.read_text(encoding="utf-8")))
        for pattern, name in OF.items()
        for file in sorted(ROOT.glob(pattern))
    )
    return settle(fresh, "does not name its schema; run scripts/name_schemas.py", check=options.check)


if __name__ == "__main__":
    sys.exit(main())
