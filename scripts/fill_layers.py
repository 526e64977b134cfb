"""Writes the layers of the package into docs/design.md: names from `pyproject.toml`, first lines of their docstrings.

`--check` fails if the page does not show them as they are.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fresh import ROOT, make_or_check

PAGE: Final = ROOT / "docs/design.md"
_BLOCK: Final = re.compile(r"(?P<start><!-- The layers .*?-->\n).*?(?P<end><!-- End of the layers. -->\n)", re.DOTALL)


def parts() -> Iterator[str]:
    """The parts of the package, layer by layer, the lowest first."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in document["tool"]["importlinter"]["contracts"]}
    for layer in reversed(contracts["layers"]["layers"]):
        yield from (name.strip() for name in layer.split("|"))


def about(name: str) -> str:
    """The first line of the docstring of a part, without its full stop."""
    folder = ROOT / "omicheck" / name
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].removesuffix(".").replace("|", r"\|")


def page() -> Iterator[tuple[Path, str]]:
    """The page with the layers as they are."""
    rows = "".join(f"| `{name}` | {about(name)} |\n" for name in parts())
    table = f"\n| part | holds |\n| --- | --- |\n{rows}\n"
    yield PAGE, _BLOCK.sub(lambda match: match["start"] + table + match["end"], PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, page, "does not show the layers of pyproject.toml; run scripts/fill_layers.py"))
