"""`omicheck verify` of what is no run manifest."""

from pathlib import Path

import pytest

from pipeline import ROOT, Done, run


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "something else"),
        ("[]", "something else"),
        ('{"omicheck": "0.1.0"}', "a manifest that does not say how the command was given, as those of older versions"),
        (
            '{"omicheck": "0.1.0", "run": {"command": 3}}',
            "a manifest that was changed or is not whole: as_of is not as it was written",
        ),
    ],
)
def test_what_is_no_manifest(text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("run.json").write_text(text, encoding="utf-8")
    done = run("verify", "run.json")
    assert (done.status, done.output) == (2, "")
    assert done.errors == (
        f"omicheck: run.json: found {told}; expected a run manifest as --manifest writes it, or manifest.parquet of a "
        "folder of rows\n"
    )
    assert run("verify", "nowhere.json").status == 2


def test_one_file_of_rows_in_parquet_does_not_say_how_it_was_made(tmp_path: Path) -> None:
    # Whatever its name: a folder was meant, but these records are not read in parts.
    rows = tmp_path / "rows"
    run("check", ROOT / "fixtures/sample/cases.json", "--only", "mappa", "--format", "parquet", "--output", rows)
    told = f"omicheck: {rows}: found one file of rows, which does not say how the command was given; expected a run "
    told += "manifest as --manifest writes it, or manifest.parquet of a folder of rows\n"
    assert run("verify", rows) == Done(2, "", told)
