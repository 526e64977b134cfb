"""Scores as a workbook: headlines and sections, criteria, questions, disagreements, agreement, groups, and about it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from attrs import frozen
from openpyxl import Workbook

from omicheck.errors import CommandWrongError
from omicheck.output.column_texts import Texts
from omicheck.output.flat_values import flat_values
from omicheck.output.group_csv import GROUP_COLUMNS, records_of_groups
from omicheck.output.score_data import score_data
from omicheck.output.sheet_rows import CellStyles, SheetRows, cell, lines_needed, paragraph
from omicheck.output.workbook_about import say_empty
from omicheck.output.workbook_file import add_sheet, cell_styles, new_workbook, write_sheets
from omicheck.row_files.whole_file import whole_file
from omicheck.text import in_words
from omicheck.use_cases.score import ScoreResult

_OF_SCORES: Final = (
    *("name", "title", "score", "comment", "from", "to", "lowest", "highest", "comment is", "comment could change"),
    *("may over-report", "made of", "without"),
)
_OF_QUESTIONS: Final = (
    *("question", "text", "share", "sufficient", "relevant", "from", "to", "lowest", "highest"),
    *("not applicable", "not due", "cannot tell", "error", "unanswered", "criterion", "headlines"),
    *("relevant by rules", "may over-report", "rules"),
)
_OF_DISAGREEMENTS: Final = ("case", "question", "answer", "by", "reason", "verdict", "rules", "used")
_OF_AGREEMENT: Final = ("question", "compared", "agreed", "kappa", "from", "to")
_OF_READERS: Final = ("of", "compared", "agreed", "share", "kappa", "from", "to")
_OF_READERS_DIFFER: Final = (
    *("case", "question", "used", "used by", "used because", "other", "other by", "other because"),
)
_WRAPPED: Final = (
    "of",
    "used because",
    "other because",
    "title",
    "text",
    "reason",
    "rules",
    "made of",
    "without",
    "value",
    "comment is",
)
_WIDTHS: Final[Mapping[str, int]] = {
    "title": 48,
    "text": 64,
    "comment": 15,
    "comment is": 16,
    "made of": 40,
    "without": 40,
    "rules": 40,
    "reason": 40,
    "of": 32,
    "used": 15,
    "used because": 40,
    "other": 15,
    "other because": 40,
    "case": 16,
    "group": 24,
    "place": 14,
    "about": 32,
    "value": 84,
}
_OTHER_WIDTH: Final = 12
_HOW_TO_READ: Final = (
    ("score", "a mean of shares: of questions for a criterion and a headline, of criteria for a section"),
    ("share", "sufficient of relevant; what is not applicable, not due, not told or not answered is in no share"),
    ("from, to", "where 95 of 100 such samples would have it: Wilson's interval of a share, a bootstrap of a score"),
    ("lowest, highest", "what it would be if all that cannot be told went one way, or the other"),
    ("comment", "by a ladder, or given by an inspector, as 'comment is' says"),
    (
        "readers",
        "how far two inspectors who read the same case agree; kappa is 1 for always, 0 for as often as by chance",
    ),
    ("made of, without", "the questions or criteria that a score is the mean of, and those without a share"),
    ("may over-report", "a rule of it may tell failures that are none; the sheet rules of check's workbook says why"),
)


@frozen
class _Table:
    """A sheet to be.

    Attributes:
        name: its name.
        headings: its headings.
        rows: its cells, by heading; of a heading that is not there, none.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


def write_score_workbook(file: str, result: ScoreResult) -> None:
    """Writes a workbook.

    Args:
        file: the file, as the user named it.
        result: the scores.

    Raises:
        CommandWrongError: it cannot be written, or a sheet or a cell cannot hold what is to be in it.
    """
    workbook = new_workbook({}, {}, 0)
    tables = list(_tables(result))
    for table in tables:
        add_sheet(workbook, table.name, table.headings, _WIDTHS, _OTHER_WIDTH)
    try:
        _write(Path(file), workbook, tables)
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror or error}") from error


def _write(path: Path, workbook: Workbook, tables: Sequence[_Table]) -> None:
    with ExitStack() as stack:
        archive = stack.enter_context(ZipFile(stack.enter_context(whole_file(path)), "w", ZIP_DEFLATED))
        styles = cell_styles(workbook)
        poured = {}
        for sheet, table in zip(workbook.worksheets, tables, strict=True):
            rows = poured[sheet.title] = SheetRows()
            stack.callback(rows.close)
            if table.rows:
                columns = [[row.get(heading) for row in table.rows] for heading in table.headings]
                named = list(zip(table.headings, columns, strict=True))
                rows.append([_cells(*one, styles) for one in named], _lines(named))
            else:
                say_empty(rows, styles)
        write_sheets(workbook, archive, poured)


def _tables(result: ScoreResult) -> Iterator[_Table]:
    data = score_data(result.scores, result.manifest, result.problems, ())
    scores = [{"level": level, **one} for level in ("headlines", "sections") for one in data[level]]
    yield _Table("headlines", _OF_SCORES, [_score(one, one["level"].removesuffix("s")) for one in scores])
    yield _Table("criteria", _OF_SCORES, [_score(one, "criterion") for one in data["criteria"]])
    yield _Table("questions", _OF_QUESTIONS, list(map(_question, data["questions"])))
    yield _Table("disagreements", _OF_DISAGREEMENTS, list(map(_disagreement, data["disagreements"])))
    yield _Table("agreement", _OF_AGREEMENT, list(map(_agreement, data["agreement"])))
    if "readers" in data:
        yield from _of_readers(data["readers"])
    for by in result.by:
        headings = [in_words(name) for name in GROUP_COLUMNS]
        rows = [{in_words(name): value for name, value in one.items()} for one in records_of_groups(by)]
        yield _Table(f"by {result.rule_base.vocabulary.named(by.field)}", headings, rows)
    grades = {"grades": data["grades"], "comments": data["comments"], "problems": data["problems"]}
    about = [*_HOW_TO_READ, *flat_values({**grades, **result.manifest})]
    yield _Table("about", ("about", "value"), [{"about": name, "value": value} for name, value in about])


def _of_readers(data: Mapping[str, Any]) -> Iterator[_Table]:
    """How far two readers of a case agree, and where they differ."""
    together = {"of": "all", **data["together"]}
    by_readers = ({"of": one["readers"], **one} for one in data["by_readers"])
    by_question = ({"of": one["question"], **one} for one in data["by_question"])
    yield _Table("readers", _OF_READERS, list(map(_agreement, (together, *by_readers, *by_question))))
    yield _Table("readers differ", _OF_READERS_DIFFER, list(map(_readers_differ, data["disagreements"])))


def _readers_differ(one: Mapping[str, Any]) -> dict[str, Any]:
    used, other = one["used"], one["other"]
    return {
        "case": one["case_id"],
        "question": one["question"],
        "used": in_words(used["answer"]),
        "used by": used["by"],
        "used because": used["reason"],
        "other": in_words(other["answer"]),
        "other by": other["by"],
        "other because": other["reason"],
    }


def _agreement(one: Mapping[str, Any]) -> dict[str, Any]:
    ends = {name: _rounded(end) for name, end in _ends("from", "to", one["interval"])}
    return {**one, **ends, "kappa": _rounded(one["kappa"])}


def _score(one: Mapping[str, Any], level: str) -> dict[str, Any]:
    return {
        "name": one[level],
        "title": one["title"],
        "score": one["score"],
        "comment": one["comment"],
        **dict(_ends("from", "to", one["interval"])),
        **dict(_ends("lowest", "highest", one["bounds"])),
        "comment is": one["comment_status"] and in_words(one["comment_status"]),
        "comment could change": _yes(one["comment_could_change"]),
        "may over-report": _yes(one["may_over_report"]),
        "made of": ", ".join(one["terms"]),
        "without": ", ".join(one["without"]),
    }


def _question(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{in_words(name): value for name, value in one.items()},
        **dict(_ends("from", "to", one["interval"])),
        **dict(_ends("lowest", "highest", one["bounds"])),
        "headlines": ", ".join(one["headlines"]),
        "rules": ", ".join(one["rules"]),
        "may over-report": _yes(one["may_over_report"]),
    }


def _disagreement(one: Mapping[str, Any]) -> dict[str, Any]:
    rules = [f"{rule['rule']}: {in_words(rule['reason'])}" for rule in one["rules"]]
    words = {name: in_words(one[name]) for name in ("answer", "verdict", "used")}
    return {**one, "case": one["case_id"], **words, "rules": ", ".join(rules)}


def _ends(low: str, high: str, ends: Sequence[float] | None) -> Iterator[tuple[str, float | None]]:
    return zip((low, high), ends or (None, None), strict=True)


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _rounded(kappa: float | None) -> str | None:
    return None if kappa is None else f"{kappa:.2f}"


def _cells(heading: str, values: Sequence[Any], styles: CellStyles) -> Texts:
    def write(value: Any) -> str:  # noqa: ANN401, whatever a cell can hold
        if heading in _WRAPPED and isinstance(value, str) and value:
            return paragraph(value, styles)
        return cell(_yes(value) if isinstance(value, bool) else value, styles)

    return Texts(np.array([write(value) for value in values], dtype=object), np.arange(len(values)))


def _lines(columns: Sequence[tuple[str, Sequence[Any]]]) -> Any:  # noqa: ANN401, an array
    """How many lines each row has room for."""
    needed = [
        [lines_needed(value, _WIDTHS[heading]) if isinstance(value, str) else 1 for value in values]
        for heading, values in columns
        if heading in _WRAPPED
    ]
    return np.max(np.array(needed or [[1] * len(columns[0][1])], dtype=np.int64), axis=0)
