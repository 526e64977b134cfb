"""Where the formats for other programs say that a record stands, and whatever its reference is."""

import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from check_formats import FORMATS, place
from draws import draws
from failing_cases import AS_OF, CASES, DAYS, RULES, Check, case
from large_tables import WRITERS, Writer, as_csv, as_parquet, tables_of
from omicheck.records.structure import BLANKS
from omicheck.use_cases import in_parts
from pipeline import run, write_json, write_rules
from printed_outputs import levels, outcomes, sarif
from stopping import assert_stopped, start
from strategies import hostile_texts

OF_RULE = {"uri": "rules/checks/topic/contacted.yaml", "uriBaseId": "%SRCROOT%"}
OF_VOCABULARY = {"uri": "rules/vocabulary.yaml", "uriBaseId": "%SRCROOT%"}


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.chdir(tmp_path)
    return Check(tmp_path)


@pytest.mark.usefixtures("check")
def test_places_in_every_kind_of_text() -> None:
    lines = "\n\n".join(json.dumps(one) for one in CASES)
    Path("cases.jsonl").write_text(f"\n{lines}\n", encoding="utf-8")
    Path("list.json").write_text(json.dumps(CASES, indent=1), encoding="utf-8")
    Path("one.json").write_text(f"\n\n{json.dumps(CASES[0])}", encoding="utf-8")
    expected = {
        ("cases.json",): [4, 10, 29, 42],
        ("cases.jsonl", "--as-of", "2009-06-01"): [2, 4, 6, 8],
        ("list.json", "--as-of", "2009-06-01"): [2, 8, 27, 40],
        ("one.json", "--as-of", "2009-06-01"): [3],
    }
    for (file, *options), at in expected.items():
        done = run("check", file, "--rules", "rules", "--format", "sarif", *options)
        places = [one["locations"][0]["physicalLocation"] for one in sarif(done.output)["runs"][0]["results"]]
        assert [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in places] == [
            (file, line) for line in at
        ]
    done = run("check", "-", "--rules", "rules", "--format", "github", *AS_OF, standard_input=lines.encode())
    assert [line.partition("::Case")[0] for line in done.output.splitlines()][:1] == [
        "::error title=Contacted in time [2.1.1%2C contacted]%3A not met%2C absent"
    ]


def test_what_is_in_no_file_is_at_its_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the rules lie elsewhere, such as the packaged ones: relative to the rules folder, as the log says."""
    rules = write_rules(tmp_path / "elsewhere", RULES, {"days": DAYS})
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    lines = "\n".join(json.dumps(one) for one in [case("A"), case("BAD", tier="Ann Other")]).encode()
    done = run("check", "-", "--rules", rules, "--format", "sarif", *AS_OF, standard_input=lines)
    log = sarif(done.output)["runs"][0]
    assert [one["locations"] for one in log["results"]] == [
        [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file, "uriBaseId": "OMICHECK_RULES"},
                    "region": {"startLine": 1},
                },
                "logicalLocations": [{"name": name, "kind": "record"}],
            }
        ]
        for name, file in (("A", "checks/topic/contacted.yaml"), ("BAD", "vocabulary.yaml"))
    ]
    assert log["originalUriBaseIds"] == {
        "OMICHECK_RULES": {"description": {"text": "The rules that the records were held against."}}
    }
    turned = run("check", "-", "--rules", rules, "--format", "sarif", *AS_OF, standard_input=lines)
    assert turned.output == done.output


@pytest.mark.usefixtures("check")
def test_a_file_is_named_as_seen_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "of 2009, all").mkdir()
    file = tmp_path / "of 2009, all" / "cases#1.json"
    file.write_bytes(Path("cases.json").read_bytes())
    done = run("check", file, "--rules", "rules", "--format", "sarif")
    first = sarif(done.output)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert first == {"uri": "of%202009%2C%20all/cases%231.json", "uriBaseId": "%SRCROOT%"}
    done = run("check", file, "--rules", "rules", "--format", "github")
    assert done.output.startswith("::error file=of 2009%2C all/cases#1.json,line=4,title=")


# Records of one case each, none of which is rejected for its name.
@pytest.mark.one_in(4)
@pytest.mark.parametrize("writer", [as_csv, *WRITERS])
def test_places_in_tables_do_not_depend_on_how_they_are_read(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 3)
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules", RULES, {"days": DAYS})
    names = [f"SYN-{number}" for number in (3, 1, 2, 7, 5, 4, 0, 6)]
    tables = tables_of([case(name) for name in names] + [case("BAD", tier="Ann Other")])
    address = writer(tables, tmp_path / "in")
    first = 2 if writer is as_csv else 1
    # These are written in the order of case_id.
    in_order = sorted([*names, "BAD"]) if writer is as_parquet else [*names, "BAD"]
    found = {}
    for name, engine in itertools.product(FORMATS, ("durable", "columnar", "both")):
        options = ("--rules", "rules", *AS_OF, "--quiet", "--format", name, "--engine", engine)
        found[name, engine] = run("check", address, *options)
    for name in FORMATS:
        outputs = {
            re.sub(r'"engine":"\w+"', "", found[name, engine].output) for engine in ("durable", "columnar", "both")
        }
        assert len(outputs) == 1
        assert "Ann Other" not in outputs.pop()
    results = sarif(found["sarif", "columnar"].output)["runs"][0]["results"]
    told = {place(one): one["locations"][0]["physicalLocation"] for one in results}
    if "://" in str(address):
        # A row of a database is in no file; the rule is.
        assert {name: (at["artifactLocation"], at["region"]["startLine"]) for name, at in told.items()} == {
            (one, None if one == "BAD" else "contacted"): (OF_VOCABULARY if one == "BAD" else OF_RULE, 1)
            for one in in_order
        }
    else:
        assert {name: at["region"]["startLine"] for name, at in told.items()} == {
            (one, None if one == "BAD" else "contacted"): in_order.index(one) + first for one in in_order
        }
    assert set(outcomes(found["junit", "columnar"].output)) == {
        *((one, rule["id"]) for one in names for rule in RULES),
        ("rejected records", next(name for _, name in outcomes(found["junit", "columnar"].output) if "BAD" in name)),
    }


@pytest.mark.one_in(3)
@pytest.mark.usefixtures("check")
@pytest.mark.parametrize("name", FORMATS)
def test_stopped_in_the_middle(name: str, tmp_path: Path) -> None:
    Path("out").mkdir()
    Path("out/found").write_text("of an earlier run", encoding="utf-8")
    words = ("check", "cases.json", "--rules", "rules", "--format", name, "--output", "out/found", "--force")
    where = "omicheck.output.check_flagged:explain_row"
    assert_stopped(start(where, 2, tmp_path / "temporary", *words), tmp_path / "temporary")
    assert [(file.name, file.read_text(encoding="utf-8")) for file in Path("out").iterdir()] == [
        ("found", "of an earlier run")
    ]


@draws(40)
@given(name=hostile_texts())
def test_whatever_a_reference_is(name: str, tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "rules", RULES[:1], {"days": DAYS})
    records = write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": [case(name)]})
    junit, log, github = (run("check", records, "--rules", rules, "--format", one) for one in FORMATS)
    assert {one.status for one in (junit, log, github)} == {1}
    assert list(outcomes(junit.output).values()) == [("failure", "not_met")]
    (result,) = sarif(log.output)["runs"][0]["results"]
    # Without the blanks around it that columns of a fixed width have.
    assert result["locations"][0]["logicalLocations"] == [{"name": name.strip(BLANKS), "kind": "record"}]
    assert result["properties"]["case_id"] == name.strip(BLANKS)
    # One line, and nothing in it that could steer a terminal or begin another command.
    assert github.output.count("\n") == 1
    assert github.output.removesuffix("\n").isprintable()
    assert levels(github.output) == ["error"]
