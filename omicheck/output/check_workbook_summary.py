"""The first sheet of a check's workbook: what was found on one page, where the rest stands and how it is to be read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import define, field
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from omicheck.model.row import VERDICTS, Verdict
from omicheck.model.rule import Rule
from omicheck.output.check_flagged import Audit
from omicheck.output.workbook_file import FONT, HEAD, add_row, set_up_pages
from omicheck.text import counted, in_words, long_date

SUMMARY: Final = "summary"
_WIDTHS: Final = (56, *(14,) * 8)
_MEANINGS: Final[Mapping[Verdict, str]] = {
    "met": "what the rule asks was done, and in time",
    "not_met": "it was not done, or not in time: of a duty, a failure",
    "cannot_tell": "something is not recorded, so that neither can be said",
    "not_due": "on the audit date there was still time for it",
    "not_applicable": "the rule does not ask it of this case",
    "error": "an evaluator failed, which is a fault of the program or of a rule",
}
_HOW_TO_READ: Final = (
    "Every list has filters in its header: choose an office, an officer or a rule there. Header and case stay in view.",
    "A verdict is what the records show, and not always what was done; what a rule cannot see is on the sheet rules.",
    "The latest day is the last on which it would have passed. Explanations give the source of each limit.",
    "A failure that is accepted for a time or known from before says so under 'accepted'; its verdict stays.",
    "Of lists the first columns are printed, down to 'accepted'; the rest of the row stands to the right of them.",
)
_OF_TEXTS: Final = ("Rule", "Question", "Verdict", "Sheet")
_TITLE: Final = Font(name=FONT, bold=True, size=16)
_HEADING: Final = Font(name=FONT, bold=True, size=13)
_LINK: Final = Font(name=FONT, size=11, color="FF0B4F9E", underline="single")
# A text beside a number does not touch it; headings stand above what they are of.
_BESIDE: Final = Alignment(horizontal="left", indent=1)
_ABOVE_NUMBERS: Final = Alignment(horizontal="right")


@define(eq=False)
class Found:
    """What was found, counted while rows pass.

    Attributes:
        verdicts: how often each rule gave each verdict.
        accepted: how many failures of each rule are accepted or known.
    """

    verdicts: dict[str, Counter[Verdict]] = field(factory=dict)
    accepted: Counter[str] = field(factory=Counter)

    def add(self, verdicts: Mapping[str, Mapping[Verdict, int]]) -> None:
        """Adds the verdicts of some rows, by rule."""
        for rule, numbers in verdicts.items():
            self.verdicts.setdefault(rule, Counter()).update(numbers)

    def of(self, rules: Iterable[Rule]) -> Counter[Verdict]:
        """How often some rules gave each verdict."""
        return sum((self.verdicts.get(rule.id, Counter()) for rule in rules), Counter())


def fill_summary(
    sheet: Worksheet, audit: Audit, found: Found, sheets: Mapping[str, tuple[int, str]], manifest: Mapping[str, Any]
) -> None:
    """Writes the sheet.

    Args:
        sheet: an empty sheet.
        audit: what is said of rows.
        found: what was found.
        sheets: how many rows each other sheet has, and what they are.
        manifest: of the run.
    """
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    set_up_pages(sheet)
    counts = manifest["counts"]
    sheet["A1"] = "What omicheck found"
    sheet["A1"].font = _TITLE
    rules = counted(len(audit.rules), "rule")
    add_row(sheet, (f"As at {long_date(audit.as_of)}: {counted(counts['cases'], 'case')} held against {rules}.",))
    if counts["rejected"]:
        told = f"{counted(counts['rejected'], 'record')} could not be read and {_are(counts['rejected'])} not in here."
        add_row(sheet, (told,))
    _verdicts(sheet, audit.rules, found)
    _table(sheet, "Where it stands", ("Sheet", "Rows", "What is there"))
    for name, (number, about) in sheets.items():
        add_row(sheet, (name, number, about))
        link = sheet.cell(sheet.max_row, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!A1", display=name)
        link.font = _LINK
        sheet.cell(sheet.max_row, 3).alignment = _BESIDE
    _begin(sheet, "How to read it")
    for text in _HOW_TO_READ:
        add_row(sheet, (text,))
    place = {question: number for number, question in enumerate(audit.rule_base.questions)}
    _by_rule(sheet, sorted(audit.rules, key=lambda rule: place.get(rule.question, len(place))), found)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _verdicts(sheet: Worksheet, rules: Sequence[Rule], found: Found) -> None:
    of_duties, of_outcomes = (found.of(rule for rule in rules if rule.asks == asks) for asks in ("duty", "outcome"))
    _table(sheet, "Verdicts", ("Verdict", "Of duties", "Of outcomes", "What it means"))
    for verdict in VERDICTS:
        add_row(sheet, (in_words(verdict), of_duties[verdict], of_outcomes[verdict], _MEANINGS[verdict]))
        sheet.cell(sheet.max_row, 4).alignment = _BESIDE


def _by_rule(sheet: Worksheet, rules: Sequence[Rule], found: Found) -> None:
    verdicts = [in_words(verdict) for verdict in VERDICTS]
    _table(sheet, "By rule", ("Rule", "Question", "accepted", *verdicts))
    for rule in rules:
        given = found.verdicts.get(rule.id, Counter())
        name = f"{rule.title or rule.id}{' (outcome)' if rule.asks == 'outcome' else ''}"
        add_row(sheet, (name, rule.question, found.accepted[rule.id], *(given[verdict] for verdict in VERDICTS)))


def _begin(sheet: Worksheet, heading: str) -> None:
    sheet.cell(sheet.max_row + 2, 1, heading).font = _HEADING


def _table(sheet: Worksheet, heading: str, headings: Sequence[str]) -> None:
    _begin(sheet, heading)
    add_row(sheet, headings)
    for column in range(1, len(headings) + 1):
        head = sheet.cell(sheet.max_row, column)
        head.font, head.fill, head.border, _ = HEAD
        head.alignment = _alignment_of(str(head.value))


def _alignment_of(heading: str) -> Alignment:
    if heading.startswith("What"):
        return _BESIDE
    return Alignment() if heading in _OF_TEXTS else _ABOVE_NUMBERS
