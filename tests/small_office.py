"""The small office of the fixtures, as it is or with other cases."""

import json
import shutil
from pathlib import Path
from typing import Any

from pipeline import ROOT, write_json

FOLDER = ROOT / "fixtures" / "small-office"
DOCUMENT = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = DOCUMENT["cases"]


def write_office(folder: Path, cases: list[dict[str, Any]] | None = None) -> tuple[Path, Path]:
    """A copy of the rules of the office, and its records, in a folder."""
    rules = folder / "rules"
    shutil.copytree(FOLDER / "rules", rules)
    return rules, write_json(folder / "cases.json", {**DOCUMENT, "cases": CASES if cases is None else cases})
