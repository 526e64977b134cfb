"""Runs the notebooks of `docs/`, cell after cell, and stores what they show, as Jupyter would.

A notebook stops at the first cell that fails. `--check` fails if one shows something else than what is stored in it.
It needs neither Jupyter nor a kernel: a cell is run in this process, and what its last line gives is shown as text
and, if it has a way to show itself, as HTML or SVG.
"""

import ast
import contextlib
import io
import json
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fresh import ROOT, make_or_check

# How a value shows itself in a notebook, beside its text.
SHOWN = {"_repr_html_": "text/html", "_repr_svg_": "image/svg+xml"}


def outputs_of(source: str, names: dict[str, Any], number: int, where: str) -> Iterator[dict[str, Any]]:
    """What a cell shows.

    Args:
        source: its text.
        names: what the cells before it have named; takes what it names.
        number: which of the cells it is, from 1.
        where: what an error calls it.
    """
    tree = ast.parse(source, where)
    end = tree.body[-1] if tree.body else None
    last = end if isinstance(end, ast.Expr) else None
    if last is not None:
        tree.body.pop()
    printed, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(told):
        exec(compile(tree, where, "exec"), names)  # noqa: S102, the notebook is our own
        value = None if last is None else eval(compile(ast.Expression(last.value), where, "eval"), names)  # noqa: S307
        shown = None if value is None else _data_of(value)
    for name, stream in (("stdout", printed), ("stderr", told)):
        if text := stream.getvalue():
            yield {"name": name, "output_type": "stream", "text": text.splitlines(keepends=True)}
    if shown is not None:
        yield {"data": shown, "execution_count": number, "metadata": {}, "output_type": "execute_result"}


def _data_of(value: Any) -> dict[str, list[str]]:  # noqa: ANN401, a cell may give anything
    found = {"text/plain": repr(value)}
    for method, kind in SHOWN.items():
        if hasattr(value, method) and (text := getattr(value, method)()) is not None:
            found[kind] = text
    return {kind: found[kind].splitlines(keepends=True) for kind in sorted(found)}


def run(file: Path) -> str:
    """The notebook with what its cells show now."""
    notebook = json.loads(file.read_text(encoding="utf-8"))
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(file.parent), warnings.catch_warnings():
        warnings.simplefilter("default")
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        for number, cell in enumerate(cells, 1):
            where = f"{file.name}, cell {number}"
            try:
                cell["outputs"] = list(outputs_of("".join(cell["source"]), names, number, where))
            except Exception as error:
                raise SystemExit(f"{where}: {type(error).__name__}: {error}") from error
            cell["execution_count"] = number
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Runs the notebooks and stores what they show, or checks it."""
    # A table is as wide as its page, and not as the terminal that this runs in.
    os.environ["COLUMNS"] = "120"
    files = sorted((ROOT / "docs").glob("*.ipynb"))
    complaint = "shows something else than is stored; run scripts/run_notebook.py"
    return make_or_check(__doc__, lambda: ((file, run(file)) for file in files), complaint)


if __name__ == "__main__":
    sys.exit(main())
