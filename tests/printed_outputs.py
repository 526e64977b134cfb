"""What a check printed or wrote for other programs, read back and held to what its format promises."""

import json
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
from openpyxl import load_workbook

from pipeline import Done

SARIF = json.loads((Path(__file__).resolve().parent / "output/sarif_used.schema.json").read_text(encoding="utf-8"))


def sarif(output: str) -> dict[str, Any]:
    """A log, which is what the standard says."""
    log: dict[str, Any] = json.loads(output)
    checked = jsonschema.validators.validator_for(SARIF)
    checked(SARIF, format_checker=checked.FORMAT_CHECKER).validate(log)
    for one in log["runs"]:
        # Code scanning refuses a whole log for one result that is at no place in a file, or at an address of our own.
        for result in one["results"]:
            (location,) = result["locations"]
            artifact = location["physicalLocation"]["artifactLocation"]
            relative = not artifact["uri"].startswith("file:///")
            assert (artifact.get("uriBaseId") in ("%SRCROOT%", "OMICHECK_RULES")) == relative
            assert ":" not in artifact["uri"].removeprefix("file:")
            assert list(result["partialFingerprints"]) == ["primaryLocationLineHash"] or "rules lint" in str(result)
        rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
        assert [rules[result["ruleIndex"]] for result in one["results"]] == [
            result["ruleId"] for result in one["results"]
        ]
    return log


def outcomes(output: str) -> dict[tuple[str, str], tuple[str, str | None]]:
    """How each test case of a document went, and the type of what went wrong, by suite and name.

    What the document counts is counted right.
    """
    found = {}
    for suite in ET.fromstring(output):  # noqa: S314, our own output
        tried = suite.findall("testcase")
        told = [next(iter(one)) if len(one) else None for one in tried]
        for one, how in zip(tried, told, strict=True):
            assert one.attrib["classname"] == suite.attrib["name"]
            place = (suite.attrib["name"], one.attrib["name"])
            assert place not in found
            found[place] = ("passed", None) if how is None else (how.tag, how.get("type"))
        tags = [how.tag for how in told if how is not None]
        counts = {"tests": len(tried), "failures": tags.count("failure"), "errors": tags.count("error")}
        counts["skipped"] = tags.count("skipped")
        assert {name: int(suite.attrib[name]) for name in counts} == counts
    return found


def levels(output: str) -> list[str]:
    """How grave each annotation is, every line being one."""
    return [line.removeprefix("::").partition(" ")[0] for line in output.removesuffix("\n").split("\n")]


def sheet(name: str, file: str = "rows.xlsx") -> list[tuple[Any, ...]]:
    """The values of a sheet, days as ISO text; what a reader of Excel has undone is undone."""
    found = load_workbook(file)[name]
    assert all(cell.data_type in "snd" for row in found.iter_rows() for cell in row)
    return [tuple(plain_cell(value) for value in row) for row in found.iter_rows(values_only=True)]


def plain_cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def of_headings(name: str, *headings: str, file: str = "rows.xlsx") -> list[tuple[Any, ...]]:
    """The rows of a sheet below its header, of some of its columns."""
    header, *rows = sheet(name, file)
    return [tuple(row[header.index(heading)] for heading in headings) for row in rows]


def rows_of(done: Done) -> list[tuple[Any, ...]]:
    """The rows of `--format jsonl` as a sheet gives them."""
    return [tuple(";".join(one) or None if isinstance(one, list) else one for one in row.values()) for row in done.rows]
