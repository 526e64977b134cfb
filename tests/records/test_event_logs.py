"""Event logs in XES and CSV: what they hold, what of it is told, and the fines of the fixtures from log to verdict."""

import gzip
from pathlib import Path
from typing import Final

import pytest

from pipeline import ROOT, run

FINES: Final = ROOT / "fixtures" / "road-traffic-fines"
RULES: Final = ("--rules", str(FINES / "rules"))
LOGS: Final = {"XES": ("log.xes.gz", "mapping.yaml"), "CSV": ("log.csv", "mapping-csv.yaml")}
GOLDEN: Final = Path(__file__).parent / "golden" / "road-traffic-fines.jsonl"

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016">\n'
NAMED: Final = '<string key="concept:name" value="A-1"/><string key="kind" value="parking"/>'
MAPPING: Final = """
as_of: 2013-06-01
time_of_day: left_out
tables:
  - {sheet: traces, each_row: case, case_id: concept:name, fields: {kind: kind}, leave_out: the rest}
  - sheet: events
    each_row: event
    case_id: case:concept:name
    events: [{event: {column: concept:name}, date: time:timestamp}]
    leave_out: the rest
"""


@pytest.mark.parametrize("engine", ["durable", "columnar", "both"])
@pytest.mark.parametrize("log", LOGS)
def test_fines_are_checked_from_their_log(log: str, engine: str) -> None:
    file, mapping = LOGS[log]
    done = run(
        *("check", FINES / file, "--mapping", FINES / mapping, *RULES),
        *("--format", "jsonl", "--engine", engine, "--quiet"),
    )
    assert done.errors == ""
    assert done.output == GOLDEN.read_text(encoding="utf-8")


def test_the_rules_of_fines_have_no_fault_and_no_mutant_survives() -> None:
    assert run("rules", "lint", *RULES).output == "8 rules and 4 limits: no fault\n"
    assert run("rules", "test", *RULES).output == "40 examples of 8 rules: all as expected\n"
    mutants = run("rules", "mutate", *RULES, "--quiet")
    assert mutants.output == "57 mutants: 57 caught, 0 survived, 0 recorded as not to be shown\n"


@pytest.mark.parametrize("log", LOGS)
def test_a_mapping_of_a_log_is_proposed(log: str) -> None:
    file, _ = LOGS[log]
    golden = Path(__file__).parent / "golden" / f"proposed-for-{file}.yaml"
    assert run("map", "propose", FINES / file, *RULES).output == golden.read_text(encoding="utf-8")


def _log(folder: Path, text: str, name: str = "log.xes") -> tuple[Path, Path]:
    file, mapping = folder / name, folder / "mapping.yaml"
    content = text.encode()
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    mapping.write_text(MAPPING, encoding="utf-8")
    return file, mapping


def _records(folder: Path, text: str, mapping: str = MAPPING) -> str:
    """The records of a log, as `export` gives them, and what was told."""
    file, mapped = _log(folder, text)
    mapped.write_text(mapping, encoding="utf-8")
    done = run("export", file, "--mapping", mapped, *RULES, "--format", "jsonl", "--quiet")
    return done.output + done.errors.replace(str(folder), "")


def test_a_time_is_its_day_as_it_is_written(tmp_path: Path) -> None:
    events = "".join(
        f'<event><string key="concept:name" value="appeal"/><date key="time:timestamp" value="{time}"/></event>'
        for time in (
            "2012-03-01T23:59:59.999-08:00",
            "2012-03-01T00:30:00+02:00",
            "2012-03-01T00:00:00Z",
            "2012-03-01T12:00:00",
        )
    )
    expected = '{"type":"appeal","date":"2012-03-01"}'
    assert _records(tmp_path, f"{HEAD}<trace>{NAMED}{events}</trace></log>") == (
        f'{{"as_of":"2013-06-01","case_id":"A-1","kind":"parking","events":[{",".join([expected] * 4)}]}}\n'
    )


def test_attributes_of_all_types_come_in(tmp_path: Path) -> None:
    mapping = """
as_of: 2013-06-01
time_of_day: left_out
tables:
  - sheet: traces
    each_row: case
    case_id: concept:name
    fields: {kind: about/kind, issued: day, due: amount, points: points}
  - sheet: events
    each_row: event
    case_id: case:concept:name
    events:
      - event: {column: concept:name}
        date: time:timestamp
        when: {lifecycle:transition: [complete, null]}
        with: {upheld: upheld, due: due}
    leave_out: [org:resource, org:resource/team]
    leave_out_rows: [{lifecycle:transition: start}]
"""
    of_trace = (
        '<id key="concept:name" value="A-1"/><container key="about"><string key="kind" value="Parking"/></container>'
        '<date key="day" value="2012-03-01T09:30:00.000+01:00"/><float key="amount" value="0.10"/>'
        '<int key="points" value="3"/>'
    )
    events = (
        '<event><string key="concept:name" value="appeal_decided"/><boolean key="upheld" value="1"/>'
        '<string key="org:resource" value="x"><string key="team" value="y"/></string>'
        '<string key="lifecycle:transition" value="start"/></event>'
        '<event><string key="concept:name" value="appeal_decided"/><boolean key="upheld" value="false"/>'
        '<string key="lifecycle:transition" value="COMPLETE"/></event>'
        '<event><string key="concept:name" value="payment"/><float key="due" value="1E-1"/>'
        '<date key="time:timestamp" value="2012-03-02T00:00:00Z"/></event>'
    )
    text = HEAD.replace("<log", '<log xmlns="http://www.xes-standard.org/"')
    assert _records(tmp_path, f"{text}<trace>{of_trace}{events}</trace></log>", mapping) == (
        '{"as_of":"2013-06-01","case_id":"A-1","kind":"parking","issued":"2012-03-01","due":0.1,"points":3,"events":['
        '{"type":"appeal_decided","date":null,"upheld":false},{"type":"payment","date":"2012-03-02","due":0.1}]}\n'
    )


def test_what_a_log_only_declares_may_be_asked_for(tmp_path: Path) -> None:
    mapping = MAPPING.replace("kind: kind}", "kind: kind, due: due}").replace(
        "date: time:timestamp}",
        "date: time:timestamp, when: {lifecycle:transition: [complete, null]}, with: {upheld: ok}}",
    )
    declared = (
        '<global scope="trace"><float key="due" value="12.5"/></global>'
        '<global scope="event"><boolean key="ok" value="true"/></global>'
    )
    event = '<event><string key="concept:name" value="appeal_decided"/></event>'
    assert _records(tmp_path, f"{HEAD}{declared}<trace>{NAMED}{event}</trace></log>", mapping) == (
        '{"as_of":"2013-06-01","case_id":"A-1","kind":"parking","events":[{"type":"appeal_decided","date":null}]}\n'
    )


def test_what_a_cell_cannot_hold_is_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace("kind: kind}", "kind: kind, due: due, points: points}")
    trace = (
        f'{NAMED}<list key="due"><values><float key="x" value="1"/><list key="y"><values/></list></values></list>'
        '<int key="points" value="1"/><int key="points" value="2"/>'
    )
    told = "; expected a value, or an empty cell; put it right in the file\n"
    assert _records(tmp_path, f"{HEAD}<trace>{trace}</trace></log>", mapping) == (
        f"/log.xes[traces]:3: case A-1: due: found a list of 2 that no cell can hold{told}"
        f"/log.xes[traces]:3: case A-1: points: found two attributes 'points'{told}"
    )


def test_events_of_no_trace_are_told(tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="appeal"/></event>'
    text = f"{HEAD}<trace>{NAMED}</trace>\n<trace>\n{event}</trace>\n{event}</log>"
    found = "case_id: found a row without a case_id 2 times, first /log.xes[events]:5, :6"
    assert _records(tmp_path, text).splitlines() == [
        '{"as_of":"2013-06-01","case_id":"A-1","kind":"parking","events":[]}',
        f"{found}; expected the case_id of a row in cases",
        "2 problems of 1 kind; --all-problems tells every one",
    ]


LOG_EXPECTED: Final = "expected an event log in XES"
CUT_OFF: Final = f"{LOG_EXPECTED}, to its end; was it cut off?"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "<log><trace>",
            f"1: found text that is not XML: no element found; {LOG_EXPECTED}, to its end; was it cut off?",
        ),
        (
            '<?xml version="1.0" encoding="UVF-8"?><log/>',
            f"1: found text in an encoding that is not known; {LOG_EXPECTED}, in UTF-8",
        ),
        ("no xml", f"1: found text that is not XML: syntax error; {LOG_EXPECTED}, to its end; was it cut off?"),
        ("<html/>", f"1: found <html>; {LOG_EXPECTED}, which is a <log>"),
        ("<log>\n<trace><task/></trace></log>", f"2: found <task> in <trace>; {LOG_EXPECTED}"),
        ('<log>\n<string value="x"/></log>', "2: found <string> without a key; expected an attribute with both"),
        ('<log>\n<int key="x"/></log>', "2: found <int> without a value; expected an attribute with both"),
        (
            '<!DOCTYPE log [<!ENTITY word "harmless">]>\n<log><string key="x" value="&word;"/></log>',
            f"1: found a document type (<!DOCTYPE), which could define anything; {LOG_EXPECTED}, which has none",
        ),
        (
            '<!DOCTYPE log SYSTEM "log.dtd">\n<log/>',
            f"1: found a document type (<!DOCTYPE), which could define anything; {LOG_EXPECTED}, which has none",
        ),
        (
            "<log>" + '<container key="x">' * 60,
            "1: found attributes within attributes, 50 deep; expected the few levels of a log",
        ),
    ],
)
def test_what_is_no_log_is_refused_with_its_line(text: str, problem: str, tmp_path: Path) -> None:
    file, mapping = _log(tmp_path, text)
    done = run("check", file, "--mapping", mapping, *RULES)
    assert (done.status, done.errors) == (2, f"omicheck: the records cannot be read:\n{file}:{problem}\n")


def test_a_tag_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    file, mapping = _log(tmp_path, f'<log><string key="x" value="{"a" * 17_000_000}', "log.xes.gz")
    done = run("check", file, "--mapping", mapping, *RULES)
    found = "found more than 16,777,216 bytes without the end of a tag"
    assert done.errors == f"omicheck: the records cannot be read:\n{file}:1: {found}; {LOG_EXPECTED}\n"


@pytest.mark.parametrize("broken", [b"no gzip", gzip.compress(b"<log/>")[:-9]], ids=["none", "cut off"])
def test_a_compressed_file_that_is_damaged_is_told(broken: bytes, tmp_path: Path) -> None:
    file, mapping = _log(tmp_path, "", "log.xes.gz")
    file.write_bytes(broken)
    done = run("check", file, "--mapping", mapping, *RULES)
    assert done.status == 2
    assert done.errors.startswith(f"omicheck: the records cannot be read:\n{file}: found a ")
    assert "Traceback" not in done.errors


def test_a_log_without_a_mapping_says_what_it_needs() -> None:
    done = run("check", FINES / "log.xes.gz", *RULES)
    needed = "expected `--mapping FILE`, with what its events mean; `omicheck map propose` begins one"
    found = f"{FINES}/log.xes.gz: found an event log; {needed}"
    assert (done.status, done.errors) == (2, f"omicheck: the records cannot be read:\n{found}\n")


def test_a_framework_of_another_field_is_not_taken_for_that_of_the_rules() -> None:
    done = run("performance", FINES / "log.xes.gz", "--mapping", FINES / "mapping.yaml", *RULES)
    told = f"the rules in {FINES}/rules have no performance framework, and the packaged one uses other words"
    assert (done.status, done.errors) == (2, f"omicheck: {told}; --framework DIR names one\n")


def test_an_amount_is_told_as_it_was_written() -> None:
    done = run(
        *("explain", "RTF-0001", FINES / "log.xes.gz", "--mapping", FINES / "mapping.yaml", *RULES),
        *("--only", "large-amount-collected-on-time"),
    )
    assert done.output.splitlines()[:2] == [
        "Case RTF-0001, as of Saturday 1 June 2013",
        "case id: RTF-0001; kind: signal; due: 112; points: 2",
    ]
    assert "  Due was 112.\n" in done.output
    assert "when it held that due is 100 or higher" in done.output
