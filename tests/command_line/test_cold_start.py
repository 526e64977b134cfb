"""One case, checked from a cold start, loads nothing that it does not need."""

import json
import subprocess
import sys
from pathlib import Path

from pipeline import ROOT

SCRIPT = """
import sys
before = set(sys.modules)
from omicheck.command_line.main import main
status = main(sys.argv[1:])
print(*sorted(set(sys.modules) - before), file=sys.stderr)
sys.exit(status)
"""
CASE = {
    "case_id": "A",
    "sentence_type": "community_order",
    "sentence_date": "2009-04-06",
    "tier": 3,
    "events": [{"type": "allocated", "date": "2009-04-07"}],
}
# What is of use only for other kinds of records, formats and evaluators, or where something is wrong.
NOT_NEEDED = {
    "asyncio",
    "concurrent",
    "csv",
    "difflib",
    "email",
    "http",
    "importlib.metadata",
    "multiprocessing",
    "socket",
    "sqlite3",
    "ssl",
    "statistics",
    "tempfile",
    "urllib.request",
    "xml",
}
# Ends with what was loaded, whichever way the command ends.
HELP = """
import sys
before = set(sys.modules)
from omicheck.command_line.main import main
try:
    main(["--help"])
finally:
    print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def test_help_loads_the_parser_and_no_library() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(done.stderr.split())
    assert {name.partition(".")[0] for name in modules} - sys.stdlib_module_names == {"omicheck"}
    assert {name for name in modules if name.startswith("omicheck.")} == {
        "omicheck.command_line",
        "omicheck.command_line.main",
        "omicheck.command_line.parser",
        "omicheck.command_line.standard_streams",
    }


def _loaded(tmp_path: Path) -> tuple[str, set[str]]:
    """What the check of one case prints, and the modules that were loaded for it."""
    records = tmp_path / "one.json"
    records.write_text(json.dumps({"as_of": "2010-01-18", "cases": [CASE]}), encoding="utf-8")
    words = ("check", records, "--only", "allocation-prompt", "--format", "jsonl")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, words)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout, set(done.stderr.split())


def test_only_what_is_needed_is_loaded(tmp_path: Path) -> None:
    printed, modules = _loaded(tmp_path)
    assert json.loads(printed) == {
        "case_id": "A",
        "rule": "allocation-prompt",
        "question": "1.3.1",
        "occurrence": 1,
        "verdict": "met",
        "reason": "in_time",
        "trigger_date": "2009-04-06",
        "due_date": "2009-04-09",
        "outcome_date": "2009-04-07",
        "days_late": None,
        "limit": "3 business_days",
        "count": None,
        "unknown_fields": [],
    }
    # PyYAML's loader in C brings its own runtime, under the name of its version.
    others = {name.partition(".")[0] for name in modules if "cython" not in name} - sys.stdlib_module_names
    assert others == {"attr", "attrs", "omicheck", "yaml"}
    assert modules & NOT_NEEDED == set()
    packages = {".".join(name.split(".")[:3]) for name in modules}
    assert {name for name in packages if name.startswith(("omicheck.evaluate.", "omicheck.output."))} == {
        "omicheck.evaluate.case_workers",
        "omicheck.evaluate.durable",
        "omicheck.evaluate.engines",
        "omicheck.evaluate.verdict_counts",
        "omicheck.output.check_formats",
        "omicheck.output.jsonl",
    }
