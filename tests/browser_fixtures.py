"""Reports that are looked at in a browser."""

import json
from typing import Final

import pytest

from pipeline import ROOT, run

SMALL: Final = ROOT / "fixtures/report"
MANY: Final = 3_400


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of reports: in the house and published."""
    folder = tmp_path_factory.mktemp("reports")
    files = [
        word
        for name in ("context", "views", "grades", "good-practice")
        for word in (f"--{name}", SMALL / f"{name}.yaml")
    ]
    made = {}
    for name, options in (("house", ()), ("published", ("--publish",))):
        file = folder / f"{name}.html"
        figures = ROOT / "fixtures/hertfordshire-2010/performance-framework.csv"
        given = ("--figures", figures, "--fieldwork", "2010-01-15", *files, *options)
        done = run("report", ROOT / "fixtures/sample/cases.json", "--quiet", *given, "--output", file)
        assert (done.status, done.errors) == (0, "")
        made[name] = file.as_uri()
    return made


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on many cases, every one of them flagged."""
    folder = tmp_path_factory.mktemp("many")
    document = json.loads((ROOT / "fixtures/hertfordshire-2010/cases.json").read_text(encoding="utf-8"))
    cases = document["cases"]
    document["cases"] = [
        {**cases[place % len(cases)], "case_id": f"GEN-{place:05}", "offender_manager": f"om-{place % 170:03}"}
        for place in range(MANY)
    ]
    records, file = folder / "cases.json", folder / "many.html"
    records.write_text(json.dumps(document), encoding="utf-8")
    done = run("report", records, "--quiet", "--resamples", 0, "--output", file)
    assert (done.status, done.errors) == (0, "")
    return file.as_uri()
