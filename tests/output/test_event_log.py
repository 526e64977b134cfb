"""Records as event logs and back: `omicheck export`, and a mapping that takes its logs for records again."""

import csv
import json
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from other_field import DATA, other_vocabulary
from pipeline import ROOT, run, write_json, write_rules
from strategies import ERAS, World, record

PACKAGED = read_rule_base(packaged_rules()).vocabulary
RECORD = {
    "case_id": "A & B",
    "sentence_type": "community_order",
    "sentence_date": "2009-04-06",
    "tier": 3,
    "ppo": False,
    "requirements": ["curfew", "residence"],
    "area": 'West <"\n\x01>',
    "events": [
        {"type": "absence", "date": "2009-05", "acceptable": True},
        {"type": "contact", "date": None},
        {"type": "contact", "date": "2009-05-02"},
        {"type": "tier_set", "date": "2009-05-01", "value": 2},
    ],
    "answers": [{"question": "1.2.4", "answer": "sufficient"}],
}
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name"/>
  <string key="as_of" value="2009-09-01"/>
  <trace>
    <string key="concept:name" value="A &amp; B"/>
    <string key="area" value='West &lt;"&#10;\\x01&gt;'/>
    <string key="sentence_type" value="community_order"/>
    <date key="sentence_date" value="2009-04-06T00:00:00.000+00:00"/>
    <int key="tier" value="3"/>
    <boolean key="ppo" value="false"/>
    <list key="requirements">
      <values key="values">
        <string key="item" value="curfew"/>
        <string key="item" value="residence"/>
      </values>
    </list>
    <event>
      <string key="concept:name" value="absence"/>
      <string key="date" value="2009-05"/>
      <boolean key="acceptable" value="true"/>
    </event>
    <event>
      <string key="concept:name" value="tier_set"/>
      <date key="time:timestamp" value="2009-05-01T00:00:00.000+00:00"/>
      <int key="value" value="2"/>
    </event>
    <event>
      <string key="concept:name" value="contact"/>
      <date key="time:timestamp" value="2009-05-02T00:00:00.000+00:00"/>
    </event>
    <event>
      <string key="concept:name" value="contact"/>
    </event>
  </trace>
</log>
"""
TOLD = (
    "omicheck: 2 events without a full date: no time:timestamp, but what is known of it as the attribute date\n"
    "omicheck: 1 answer of inspectors left out, for which an event log has no place\n"
)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cases.json", {"as_of": "2009-09-01", "cases": [RECORD]})


def test_a_record_is_a_trace_and_what_is_not_in_it_is_told(cases: Path, tmp_path: Path) -> None:
    done = run("export", cases, "--output", tmp_path / "log.xes")
    assert done.status == 0
    assert done.errors == f"{TOLD}omicheck: 1 text with a character that XML cannot hold: its code is written\n"
    assert (tmp_path / "log.xes").read_text(encoding="utf-8") == XES


def test_a_log_of_full_dates_says_so(cases: Path) -> None:
    done = run("export", cases, "--only-dated")
    assert done.errors.startswith("omicheck: 2 events without a full date left out\n")
    declared = '    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>\n  </global>\n'
    assert declared in done.output
    events = [{one.get("key"): one.get("value") for one in event} for event in ET.fromstring(done.output).iter("event")]  # noqa: S314, our own
    assert events == [
        {"concept:name": "tier_set", "time:timestamp": "2009-05-01T00:00:00.000+00:00", "value": "2"},
        {"concept:name": "contact", "time:timestamp": "2009-05-02T00:00:00.000+00:00"},
    ]


def test_a_csv_log_has_a_row_for_each_event(cases: Path, tmp_path: Path) -> None:
    empty = {"case_id": "Empty", "sentence_type": "custody", "events": []}
    write_json(cases, [RECORD, empty])
    done = run("export", cases, "--format", "csv", "--output", tmp_path / "log.csv")
    assert done.errors == f"{TOLD}omicheck: 1 case left out, as a CSV log has nothing of a case without events\n"
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as stream:
        rows = [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(stream)]
    of_case = {
        "case:concept:name": "A & B",
        "case:area": 'West <"\\n\\x01>',
        "case:sentence_type": "community_order",
        "case:sentence_date": "2009-04-06",
        "case:tier": "3",
        "case:ppo": "false",
        "case:requirements": "curfew;residence",
    }
    assert rows == [
        {**of_case, "concept:name": "absence", "date": "2009-05", "acceptable": "true"},
        {**of_case, "concept:name": "tier_set", "time:timestamp": "2009-05-01T00:00:00.000+00:00", "value": "2"},
        {**of_case, "concept:name": "contact", "time:timestamp": "2009-05-02T00:00:00.000+00:00"},
        {**of_case, "concept:name": "contact"},
    ]


def test_records_come_out_as_they_went_in(cases: Path) -> None:
    done = run("export", cases, "--format", "jsonl")
    assert done.errors == ""
    assert json.loads(done.output) == {"as_of": "2009-09-01", **RECORD}


def test_rejected_records_are_told_and_the_others_written(cases: Path, tmp_path: Path) -> None:
    write_json(cases, [{**RECORD, "case_id": "B"}, {**RECORD, "tier": 7}])
    rejects = tmp_path / "rejects.jsonl"
    done = run("export", cases, "--format", "jsonl", "--rejects", rejects, "--quiet")
    assert done.status == 3
    assert [json.loads(line)["case_id"] for line in done.output.splitlines()] == ["B"]
    assert done.errors == f"{cases}:1: case A & B: [1].tier: found 7; expected a whole number from 1 to 4\n"


def _mapping(log: Path, vocabulary: Vocabulary, is_csv: bool) -> str:
    """The mapping that takes a log of this program for records again."""
    if is_csv:
        with log.open(encoding="utf-8", newline="") as stream:
            there = set(next(csv.reader(stream)))
        fields = {name: f"case:{name}" for name in vocabulary.fields if f"case:{name}" in there}
    else:
        root = ET.parse(log).getroot()  # noqa: S314, our own
        of_traces = {one.get("key") for trace in root.iter("trace") for one in trace}
        there = {str(one.get("key")) for event in root.iter("event") for one in event}
        fields = {name: name for name in vocabulary.fields if name in of_traces}
    attributes = {name: name for event in vocabulary.events.values() for name in event.attributes if name in there}
    dates = ["time:timestamp", "date"] if "date" in there else ["time:timestamp"]
    events: dict[str, Any] = {
        "each_row": "event",
        "case_id": "case:concept:name",
        "events": [{"event": {"column": "concept:name"}, "date": dates, "with": attributes}],
        "leave_out": "the rest",
    }
    traces = {
        "sheet": "traces",
        "each_row": "case",
        "case_id": "concept:name",
        "fields": fields,
        "leave_out": "the rest",
    }
    tables = (
        [{**events, "fields": fields}]
        if is_csv
        else [{**traces, "leave_out": "the rest"}, {**events, "sheet": "events"}]
    )
    return yaml.safe_dump({"time_of_day": "left_out", "tables": tables}, sort_keys=False)


def _in_order(lines: str) -> list[dict[str, Any]]:
    """Records with their events in the order of a log."""
    records = [json.loads(line) for line in lines.splitlines()]
    for one in records:
        one["events"].sort(key=lambda event: _first_day(event["date"]))
    return records


def _first_day(written: str | None) -> str:
    return "9999" if written is None else f"{written}-01-01"[:10]


@pytest.mark.parametrize("format_", ["xes", "csv"])
@pytest.mark.parametrize("words", ["packaged", "another field"])
@pytest.mark.parametrize("seed", range(3))
def test_a_log_becomes_the_same_records_again(words: str, seed: int, format_: str, tmp_path: Path) -> None:
    vocabulary = PACKAGED if words == "packaged" else other_vocabulary()
    rules = write_rules(tmp_path / "rules", [], {})
    if words != "packaged":
        (rules / "vocabulary.yaml").write_text(yaml.safe_dump(DATA, sort_keys=False), encoding="utf-8")
    random = Random(seed)  # noqa: S311, made-up records
    world = World(vocabulary, ERAS[seed], tuple(sorted(vocabulary.events)))
    records = [record(random, world, f"case-{number:02}") for number in range(30)]
    if format_ == "csv":
        records = [one for one in records if one["events"]]
    file, log = write_json(tmp_path / "cases.json", records), tmp_path / f"log.{format_}"
    assert run("export", file, "--rules", rules, "--format", format_, "--output", log, "--quiet").errors == ""
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(_mapping(log, vocabulary, format_ == "csv"), encoding="utf-8")
    back = run("export", log, "--mapping", mapping, "--rules", rules, "--format", "jsonl", "--quiet")
    assert back.errors == ""
    as_it_was = run("export", file, "--rules", rules, "--format", "jsonl", "--quiet")
    # What a spreadsheet would take for a formula has an apostrophe before it in CSV.
    assert _in_order(back.output.replace('"\'=1+1"', '"=1+1"')) == _in_order(as_it_was.output)


def test_the_sample_becomes_the_same_verdicts_by_way_of_its_log(tmp_path: Path) -> None:
    sample = ROOT / "fixtures" / "sample" / "cases.json"
    log, mapping = tmp_path / "log.xes", tmp_path / "mapping.yaml"
    run("export", sample, "--output", log, "--quiet")
    proposed = yaml.safe_load(run("map", "propose", log).output)
    # What stands in no record is nowhere in the log either; that there was none of it, somebody has to say.
    there = {
        event["type"] for case in json.loads(sample.read_text(encoding="utf-8"))["cases"] for event in case["events"]
    }
    fields = proposed["tables"][0]["fields"]
    unsaid = {name: {"constant": None} for name in PACKAGED.fields if name not in ("case_id", *fields)}
    fields |= unsaid
    said = {"as_of": "2010-01-18", "no_events_of": sorted(PACKAGED.events.keys() - there), **proposed}
    mapping.write_text(yaml.safe_dump(said, sort_keys=False), encoding="utf-8")
    options = ("--format", "jsonl", "--quiet", "--fail-on", "never")
    done = run("check", log, "--mapping", mapping, *options)
    assert (done.status, done.errors) == (0, "")
    assert done.output == run("check", sample, *options).output
