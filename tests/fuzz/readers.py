"""What reads each kind of file, as the commands do, from a folder in which one file has been damaged."""

import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from hypothesis.strategies import SearchStrategy

from fuzz import damage, seeds
from omicheck.accepted import read_waivers
from omicheck.baseline import read_baseline
from omicheck.performance.figures import read_figures
from omicheck.plain_data import compact_json
from omicheck.records.case_list_file import read_case_list
from omicheck.records.raw import Rejected, rejects_lines
from omicheck.records.read import read_records
from omicheck.records.sample_file import read_sample
from omicheck.report.recommendations_file import read_recommendations
from omicheck.report.small_files import read_context, read_good_practice, read_views
from omicheck.row_files.earlier_rows import read_earlier_rows
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base
from omicheck.score.answers_reader import read_answers_files
from omicheck.score.overrides_and_grades import read_grades, read_overrides
from omicheck.use_cases.mappings import read_by_mapping

_FIXTURES: Final = seeds.FIXTURES
_EXTRACT: Final = _FIXTURES / "extracts" / "uk-csv"


@frozen(eq=False)
class Reader:
    """A kind of file and what reads it.

    Attributes:
        files: good files by name, made in a folder; the first part of those that may be damaged is their name.
        damages: the names of the files that are damaged, each with how.
        read: reads the folder, and gives what was refused of it; an error of the package is as good.
    """

    files: Callable[[Path], Mapping[str, bytes]]
    damages: Mapping[str, Callable[[bytes], SearchStrategy[bytes]]]
    read: Callable[[Path], Iterable[Rejected]]


@cache
def _rules() -> RuleBase:
    return read_rule_base(packaged_rules(), with_examples=False)


@cache
def _questions() -> tuple[tuple[str, ...], Mapping[str, str]]:
    found = _rules().questions
    return tuple(found), {number: question.text for number, question in found.items()}


def _records(name: str, folder: Path) -> Iterable[Rejected]:
    prefix, _, rest = name.rpartition("///")
    path = f"{prefix}///{folder / rest}" if prefix else str(folder / rest) if rest else str(folder)
    return read_records(path, _rules().vocabulary, with_places=True).rejected


def _in_bulk(folder: Path) -> Iterable[Rejected]:
    from omicheck.records.bulk.json_lines import copy_lines  # noqa: PLC0415, heavy

    content = (folder / "cases.jsonl").read_bytes()
    copied = copy_lines(io.BytesIO(content), str(folder / "cases.jsonl"), _rules().vocabulary, "cases.jsonl")
    return () if copied is None else copied.records.rejected


def _in_parts(folder: Path) -> Iterable[Rejected]:
    from omicheck.records.bulk.opening import hashes, open_sources  # noqa: PLC0415, heavy
    from omicheck.records.bulk.parts import cut  # noqa: PLC0415, heavy
    from omicheck.records.bulk.rejects import read_part  # noqa: PLC0415, heavy

    sources = open_sources(str(folder), _rules().vocabulary)
    refused = [one for _, part in cut(sources, 2).read() for one in read_part(part, sources, _rules().vocabulary)[1]]
    hashes(sources)
    return refused


def _by_mapping(extract: str, folder: Path) -> Iterable[Rejected]:
    name = folder / extract if extract else folder
    return read_by_mapping(str(name), folder / "mapping.yaml", _rules().vocabulary, with_places=True).rejected


def _log(folder: Path) -> Iterable[Rejected]:
    rules = read_rule_base(_FIXTURES / "road-traffic-fines" / "rules", with_examples=False)
    return read_by_mapping(str(folder / "log.xes"), folder / "mapping.yaml", rules.vocabulary).rejected


def _answers(name: str, folder: Path) -> Iterable[Rejected]:
    questions, texts = _questions()
    read = read_answers_files([folder / name], questions, texts)
    return read.rejected([record["case_id"] for record in seeds.records()], ())


def _supplement(read: Callable[[Path], Any], name: str, folder: Path) -> Iterable[Rejected]:
    read(folder / name)
    return ()


def _one(name: str, make: Callable[[Path], bytes]) -> Callable[[Path], Mapping[str, bytes]]:
    return lambda folder: {name: make(folder)}


def _fixture(name: str, file: Path) -> Callable[[Path], Mapping[str, bytes]]:
    return lambda _: {name: file.read_bytes()}


def _text(content: str) -> Callable[[Path], bytes]:
    return lambda _: content.encode()


def _json(_: Path) -> bytes:
    return compact_json({"as_of": seeds.AS_OF, "cases": seeds.records()}).encode()


def _json_lines(_: Path) -> bytes:
    return b"".join(compact_json(record).encode() + b"\n" for record in seeds.records())


def _csv(_: Path) -> Mapping[str, bytes]:
    return {f"{table}.csv": seeds.csv(rows) for table, rows in seeds.tables().items()}


def _parquet(folder: Path) -> Mapping[str, bytes]:
    return {f"{table}.parquet": content for table, content in seeds.parquet(folder).items()}


def _workbook(suffix: str, sheets: Callable[[], Mapping[str, list[list[str]]]]) -> Callable[[Path], bytes]:
    return lambda folder: seeds.workbook(folder, suffix, sheets())


def _answer_sheet() -> Mapping[str, list[list[str]]]:
    return {"answers": seeds.tables()["answers"]}


def _wide() -> list[list[str]]:
    ids = [record["case_id"] for record in seeds.records()]
    return [["case_id", "2.1.1", "2.1.2", "1.1.1"], *[[name, "sufficient", "not_sufficient", ""] for name in ids]]


def _extract(_: Path) -> Mapping[str, bytes]:
    some = {name: b"".join((_EXTRACT / name).read_bytes().splitlines(keepends=True)[:12]) for name in _NAMES}
    return {**some, "mapping.yaml": (_EXTRACT / "mapping.yaml").read_bytes()}


_NAMES: Final = ("cases.csv", "contacts.csv")


def _log_files(_: Path) -> Mapping[str, bytes]:
    mapping = (_FIXTURES / "road-traffic-fines" / "mapping.yaml").read_bytes()
    return {"log.xes": seeds.log(), "mapping.yaml": mapping}


def _document_files(_: Path) -> Mapping[str, bytes]:
    folder = _FIXTURES / "extracts" / "case-system-json"
    return {name: (folder / name).read_bytes() for name in ("persons.json", "mapping.yaml")}


_WAIVERS: Final = """waivers:
  - case: SYN-0001
    rule: absence-judged
    reason: agreed
    by: A manager
    expires: 2010-06-01
"""
_OVERRIDES: Final = """overrides:
  - {score: "1.1", comment: minimum, reason: seen, by: A reader}
"""
_FIGURES: Final = "metric,unit,actual,target\nIPPF1,percent,80,85\n"
_LIST: Final = "SYN-0001\nSYN-0002\n# a note\n"


def _report(name: str, read: Callable[[Path], Any], file: str = "") -> Reader:
    files = _fixture(name, _FIXTURES / "report" / (file or name))
    return Reader(files, {name: damage.yaml}, partial(_supplement, read, name))


READERS: Final[Mapping[str, Reader]] = {
    "json": Reader(_one("cases.json", _json), {"cases.json": damage.document}, partial(_records, "cases.json")),
    "json-lines": Reader(
        _one("cases.jsonl", _json_lines), {"cases.jsonl": damage.lines}, partial(_records, "cases.jsonl")
    ),
    "json-lines-in-bulk": Reader(_one("cases.jsonl", _json_lines), {"cases.jsonl": damage.lines}, _in_bulk),
    "csv": Reader(_csv, dict.fromkeys(("cases.csv", "events.csv", "answers.csv"), damage.text), partial(_records, "")),
    "csv-in-parts": Reader(_csv, dict.fromkeys(("cases.csv", "events.csv", "answers.csv"), damage.text), _in_parts),
    "xlsx": Reader(
        _one("book.xlsx", _workbook(".xlsx", seeds.tables)),
        {"book.xlsx": damage.archive},
        partial(_records, "book.xlsx"),
    ),
    "ods": Reader(
        _one("book.ods", _workbook(".ods", seeds.tables)), {"book.ods": damage.archive}, partial(_records, "book.ods")
    ),
    "parquet": Reader(
        _parquet, dict.fromkeys(("cases.parquet", "events.parquet", "answers.parquet"), damage.binary), _in_parts
    ),
    "sqlite": Reader(
        _one("base.sqlite", seeds.sqlite), {"base.sqlite": damage.binary}, partial(_records, "sqlite:///base.sqlite")
    ),
    "duckdb": Reader(
        _one("base.duckdb", seeds.duckdb), {"base.duckdb": damage.binary}, partial(_records, "duckdb:///base.duckdb")
    ),
    "xes": Reader(_log_files, {"log.xes": damage.text}, _log),
    "mapping": Reader(_extract, {"mapping.yaml": damage.yaml}, partial(_by_mapping, "")),
    "mapped-csv": Reader(_extract, dict.fromkeys(_NAMES, damage.text), partial(_by_mapping, "")),
    "mapped-json": Reader(_document_files, {"persons.json": damage.text}, partial(_by_mapping, "persons.json")),
    "answers-csv": Reader(
        _one("answers.csv", lambda _: seeds.csv(seeds.tables()["answers"])),
        {"answers.csv": damage.text},
        partial(_answers, "answers.csv"),
    ),
    "answers-wide": Reader(
        _one("answers.csv", lambda _: seeds.csv(_wide())),
        {"answers.csv": damage.text},
        partial(_answers, "answers.csv"),
    ),
    "answers-xlsx": Reader(
        _one("answers.xlsx", _workbook(".xlsx", _answer_sheet)),
        {"answers.xlsx": damage.archive},
        partial(_answers, "answers.xlsx"),
    ),
    "answers-ods": Reader(
        _one("answers.ods", _workbook(".ods", _answer_sheet)),
        {"answers.ods": damage.archive},
        partial(_answers, "answers.ods"),
    ),
    "prescreen": Reader(
        _one("book.xlsx", seeds.prescreen), {"book.xlsx": damage.archive}, partial(_answers, "book.xlsx")
    ),
    "waivers": Reader(
        _one("waivers.yaml", _text(_WAIVERS)),
        {"waivers.yaml": damage.yaml},
        partial(_supplement, lambda file: read_waivers(file, ["absence-judged"]), "waivers.yaml"),
    ),
    "baseline": Reader(
        _one("rows.jsonl", partial(seeds.rows, suffix=".jsonl")),
        {"rows.jsonl": damage.lines},
        partial(_supplement, read_baseline, "rows.jsonl"),
    ),
    "earlier-rows": Reader(
        _one("rows.jsonl", partial(seeds.rows, suffix=".jsonl")),
        {"rows.jsonl": damage.lines},
        partial(_supplement, read_earlier_rows, "rows.jsonl"),
    ),
    "earlier-rows-parquet": Reader(
        _one("rows.parquet", partial(seeds.rows, suffix=".parquet")),
        {"rows.parquet": damage.binary},
        partial(_supplement, read_earlier_rows, "rows.parquet"),
    ),
    "case-list": Reader(
        _one("list.txt", _text(_LIST)),
        {"list.txt": damage.text},
        partial(_supplement, lambda file: read_case_list(str(file)), "list.txt"),
    ),
    "case-list-json": Reader(
        _one("list.json", lambda _: compact_json({"sample": seeds.records()}).encode()),
        {"list.json": damage.document},
        partial(_supplement, lambda file: read_case_list(str(file)), "list.json"),
    ),
    "case-list-csv": Reader(
        _one("list.csv", _text("case_id,role\nSYN-0001,sample\n")),
        {"list.csv": damage.text},
        partial(_supplement, lambda file: read_case_list(str(file)), "list.csv"),
    ),
    "sample": Reader(
        _one("sample.csv", _text("case_id,role\nSYN-0001,sample\n")),
        {"sample.csv": damage.text},
        partial(_supplement, read_sample, "sample.csv"),
    ),
    "overrides": Reader(
        _one("overrides.yaml", _text(_OVERRIDES)),
        {"overrides.yaml": damage.yaml},
        partial(_supplement, lambda file: read_overrides(file, _rules().scheme), "overrides.yaml"),
    ),
    "figures": Reader(
        _one("figures.csv", _text(_FIGURES)),
        {"figures.csv": damage.text},
        partial(_supplement, lambda file: read_figures(file, ["IPPF1"]), "figures.csv"),
    ),
    "grades": _report("grades.yaml", lambda file: read_grades(file, _rules().scheme)),
    "recommendations": _report("recommendations.yaml", lambda file: read_recommendations(file, _rules().scheme)),
    "last-recommendations": _report(
        "last-recommendations.yaml", lambda file: read_recommendations(file, _rules().scheme)
    ),
    "context": _report("context.yaml", lambda file: read_context(file, _rules().scheme)),
    "views": _report("views.yaml", read_views),
    "good-practice": _report("good-practice.yaml", lambda file: read_good_practice(file, _rules().scheme)),
}


def written(rejected: Iterable[Rejected]) -> str:
    """What is told of what was refused, as the commands tell and write it."""
    refused = tuple(rejected)
    told = [str(problem) for one in refused for problem in one.problems]
    return "\n".join((*told, *map(compact_json, rejects_lines(refused))))
