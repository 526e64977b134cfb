"""`omicheck check` for people: the first failures of each rule, and all of them where that is asked for."""

import json
from pathlib import Path

import pytest

from failing_cases import AS_OF, DAYS, RULES, case
from pipeline import Done, run, write_rules

FAILING = [case(f"SYN-{number:02}") for number in range(23)]
UNDATED = [case(f"UND-{number:02}", ("contact", None)) for number in range(22)]
GOLDEN = Path(__file__).resolve().parent / "golden/check-first-failures.txt"
MORE = "and 3 more; all of them with --all-failures\n"


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_the_first_failures_of_a_rule(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules", RULES[:1], {"days": DAYS})
    Path("cases.json").write_text(json.dumps([*FAILING, *UNDATED]), encoding="utf-8")
    words = ("check", "cases.json", "--rules", "rules", *AS_OF, "--quiet", "--engine", engine)
    first = GOLDEN.read_text(encoding="utf-8")
    assert run(*words).output == first
    line = next(line for line in first.splitlines(keepends=True) if line.startswith("SYN-19"))
    others = "".join(line.replace("SYN-19", f"SYN-{number}") for number in (20, 21, 22))
    # That of what could not be told is broken where it is too wide, so that it is read without its breaks.
    told, every = (
        " ".join(text.split()) for text in (first.replace(MORE, others), run(*words, "--all-failures").output)
    )
    assert every == told.replace(" and 2 more", "").replace("UND-19", "UND-19, UND-20, UND-21")


def test_of_any_other_format_all_failures_are_not_asked_for(tmp_path: Path) -> None:
    done = run("check", tmp_path / "cases.json", "--all-failures", "--format", "csv")
    told = "--all-failures is for --format table: any other output has every failure"
    assert done == Done(2, "", f"omicheck: {told}\n")
