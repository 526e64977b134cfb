"""What reads all that stands beside records: answers, waivers, lists, what a report is told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from fuzz import damage, seeds
from fuzz.reader import Reader, fines, one, rules, workbook
from omicheck.accepted import read_waivers
from omicheck.performance.figures import read_figures
from omicheck.plain_data import compact_json
from omicheck.records.case_list_file import read_case_list
from omicheck.records.pseudonyms import read_pseudonyms
from omicheck.records.raw_records import Rejected
from omicheck.records.sample_file import read_sample
from omicheck.report.recommendations_file import read_recommendations
from omicheck.report.small_files import read_context, read_good_practice, read_views
from omicheck.rulebase.folder import RuleBase
from omicheck.rulebase.holidays import read_holidays_file
from omicheck.score.answers_and_verdicts import AnswerColumns
from omicheck.score.answers_reader import read_answers_files
from omicheck.score.overrides_and_grades import read_grades, read_overrides

_FIXTURES: Final = seeds.FIXTURES


def _answers(name: str, folder: Path, of_rules: Callable[[], RuleBase] = rules) -> Iterable[Rejected]:
    questions, texts, names = _asked(of_rules)
    read = read_answers_files([folder / name], questions, texts)
    none = np.empty(0, dtype=np.int32)
    read.added_to(AnswerColumns(none, none, none, lambda _: []), names, "records")
    return read.rejected(names, ())


@cache
def _asked(of_rules: Callable[[], RuleBase]) -> tuple[tuple[str, ...], Mapping[str, str], Sequence[str]]:
    """The questions of rules, their texts, and the cases that are asked about."""
    found = of_rules().questions
    names = [record["case_id"] for record in seeds.records()] if of_rules is rules else seeds.cases_of_log()
    return tuple(found), {number: question.text for number, question in found.items()}, names


def _supplement(read: Callable[[Path], Any], name: str, folder: Path) -> Iterable[Rejected]:
    read(folder / name)
    return ()


def _fixture(name: str, file: Path) -> Callable[[Path], Mapping[str, bytes]]:
    return lambda _: {name: file.read_bytes()}


def _text(content: str) -> Callable[[Path], bytes]:
    return lambda _: content.encode()


def _answer_sheet() -> Mapping[str, list[list[str]]]:
    return {"answers": seeds.tables()["answers"]}


def _wide() -> list[list[str]]:
    ids = [record["case_id"] for record in seeds.records()]
    return [["case_id", "2.1.1", "2.1.2", "1.1.1"], *[[name, "sufficient", "not_sufficient", ""] for name in ids]]


_WAIVERS: Final = """- case: SYN-0001
  rule: absence-judged
  reason: agreed
  author: A manager
  expiry: 2010-06-01
"""
_OVERRIDES: Final = """overrides:
  - {score: "1.1", comment: MINIMUM, reason: seen, by: A reader}
"""
_HOLIDAYS: Final = """announced_until: 2031-12-31
add:
  - {date: 2011-04-29, name: Royal wedding, source: as announced}
  - {date: 2012-07-27, name: Games, source: as announced}
take_away:
  - {date: 2012-05-07, name: Early May bank holiday, source: as announced}
"""
_FIGURES: Final = "metric,unit,actual,target\nIPPF1,percent,80,85\n"
_LIST: Final = "SYN-0001\nSYN-0002\n# a note\n"


def _report(name: str, read: Callable[[Path], Any], file: str = "") -> Reader:
    files = _fixture(name, _FIXTURES / "report" / (file or name))
    return Reader(files, {name: damage.yaml}, partial(_supplement, read, name))


BESIDE: Final[Mapping[str, Reader]] = {
    "answers-csv": Reader(
        one("answers.csv", lambda _: seeds.csv(seeds.tables()["answers"])),
        {"answers.csv": damage.text},
        partial(_answers, "answers.csv"),
    ),
    "answers-wide": Reader(
        one("answers.csv", lambda _: seeds.csv(_wide())),
        {"answers.csv": damage.text},
        partial(_answers, "answers.csv"),
    ),
    "answers-xlsx": Reader(
        one("answers.xlsx", workbook(".xlsx", _answer_sheet)),
        {"answers.xlsx": damage.archive},
        partial(_answers, "answers.xlsx"),
    ),
    "answers-ods": Reader(
        one("answers.ods", workbook(".ods", _answer_sheet)),
        {"answers.ods": damage.archive},
        partial(_answers, "answers.ods"),
    ),
    "prescreen": Reader(
        one("book.xlsx", seeds.prescreen), {"book.xlsx": damage.archive}, partial(_answers, "book.xlsx", of_rules=fines)
    ),
    "waivers": Reader(
        one("waivers.yaml", _text(_WAIVERS)),
        {"waivers.yaml": damage.yaml},
        partial(_supplement, lambda file: read_waivers(file, ["absence-judged"]), "waivers.yaml"),
    ),
    "case-list": Reader(
        one("list.txt", _text(_LIST)),
        {"list.txt": damage.text},
        partial(_supplement, lambda file: read_case_list(str(file)), "list.txt"),
    ),
    "case-list-json": Reader(
        one("list.json", lambda _: compact_json({"sample": seeds.records()}).encode()),
        {"list.json": damage.document},
        partial(_supplement, lambda file: read_case_list(str(file)), "list.json"),
    ),
    "case-list-csv": Reader(
        one("list.csv", _text("case_id,role\nSYN-0001,sample\n")),
        {"list.csv": damage.text},
        partial(_supplement, lambda file: read_case_list(str(file)), "list.csv"),
    ),
    "sample": Reader(
        one("sample.csv", _text("case_id,role\nSYN-0001,sample\n")),
        {"sample.csv": damage.text},
        partial(_supplement, read_sample, "sample.csv"),
    ),
    "overrides": Reader(
        one("overrides.yaml", _text(_OVERRIDES)),
        {"overrides.yaml": damage.yaml},
        partial(_supplement, lambda file: read_overrides(file, rules().scheme), "overrides.yaml"),
    ),
    "figures": Reader(
        one("figures.csv", _text(_FIGURES)),
        {"figures.csv": damage.text},
        partial(_supplement, lambda file: read_figures(file, ["IPPF1"]), "figures.csv"),
    ),
    "key": Reader(
        one("key.txt", _text("0123456789abcdef0123456789abcdef\n")),
        {"key.txt": damage.text},
        partial(_supplement, lambda file: read_pseudonyms(str(file)).of("case", "SYN-0001"), "key.txt"),
    ),
    "holidays": Reader(
        one("holidays.yaml", _text(_HOLIDAYS)),
        {"holidays.yaml": damage.yaml},
        partial(_supplement, read_holidays_file, "holidays.yaml"),
    ),
    "grades": _report("grades.yaml", lambda file: read_grades(file, rules().scheme)),
    "recommendations": _report("recommendations.yaml", lambda file: read_recommendations(file, rules().scheme)),
    "last-recommendations": _report(
        "last-recommendations.yaml", lambda file: read_recommendations(file, rules().scheme)
    ),
    "context": _report("context.yaml", lambda file: read_context(file, rules().scheme)),
    "views": _report("views.yaml", read_views),
    "good-practice": _report("good-practice.yaml", lambda file: read_good_practice(file, rules().scheme)),
}
