"""What people write beside the records: figures of the area and words on it, views, good practice, in YAML files.

area: Invented Area
foreword: Twenty cases could not be looked at, as the office was flooded.
figures:
  - {label: Total caseload, value: 3420}

views:
  - group: Offenders
    questionnaires: 5
    answers: [{text: Had a clear induction, count: 4, of: 5}]

good_practice:
  - {criterion: 1.4, title: Planning together, text: The plan was drawn up with the offender.}
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from omicheck.findings import Findings
from omicheck.findings import Path as DataPath
from omicheck.model.scheme import Scheme
from omicheck.report.file_parts import (
    criterion_at,
    entries_at,
    items_at,
    number_at,
    paragraphs_at,
    read_document,
    read_list,
    text_at,
    word_or_number,
)
from omicheck.report.values.written import Answered, Commentary, ContextFigure, GoodPractice, Term, Views

CONTEXT_KEYS: Final = ("area", "foreword", "signed", "commentary", "figures", "note", "glossary")
COMMENTARY_KEYS: Final = ("section", "text")
TERM_KEYS: Final = ("term", "meaning")
FIGURE_KEYS: Final = ("label", "value", "note")
VIEWS_KEYS: Final = ("group", "about", "questionnaires", "interviews", "answers", "quotes")
ANSWER_KEYS: Final = ("text", "count", "of", "question")
GOOD_PRACTICE_KEYS: Final = ("criterion", "title", "text", "case_id")


@frozen
class Context:
    """What is known of the area.

    Attributes:
        area: its name; empty where none is given.
        foreword: what is to be said before all else, in paragraphs.
        signed: who says it; empty where that is not given.
        commentary: what is to be said of sections as a whole.
        figures: its figures.
        note: what is to be known of them.
        glossary: terms to be explained beside those that the program explains.
    """

    area: str = ""
    foreword: tuple[str, ...] = ()
    signed: str = ""
    commentary: tuple[Commentary, ...] = ()
    figures: tuple[ContextFigure, ...] = ()
    note: str = ""
    glossary: tuple[Term, ...] = ()


def read_context(file: Path, scheme: Scheme) -> Context:
    """The figures of the area, and what is to be said of it, in a file.

    Args:
        file: the file.
        scheme: has the sections that a commentary may be on.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def read(document: Mapping[str, Any], findings: Findings) -> Context:
        findings.keys(document, (), CONTEXT_KEYS)
        return Context(
            text_at(document, "area", (), findings),
            paragraphs_at(document, "foreword", (), findings),
            text_at(document, "signed", (), findings),
            tuple(_commentary(document, scheme, findings)),
            tuple(_figures(document, findings)),
            text_at(document, "note", (), findings),
            tuple(_terms(document, findings)),
        )

    return read_document(file, CONTEXT_KEYS, read)


def _figures(document: Mapping[str, Any], findings: Findings) -> Iterator[ContextFigure]:
    for at, entry in entries_at(document, "figures", findings):
        if findings.keys(entry, at, FIGURE_KEYS, FIGURE_KEYS[:2]):
            told = (
                word_or_number(entry[key], (*at, key), findings) for key in FIGURE_KEYS if entry.get(key) is not None
            )
            yield ContextFigure(*told)


def _commentary(document: Mapping[str, Any], scheme: Scheme, findings: Findings) -> Iterator[Commentary]:
    sections = [section.id for section in scheme.sections]
    for at, entry in entries_at(document, "commentary", findings):
        if not findings.keys(entry, at, COMMENTARY_KEYS, COMMENTARY_KEYS):
            continue
        section = str(entry["section"])
        if section not in sections:
            findings.unknown_name((*at, "section"), "section", entry["section"], sections)
        yield Commentary(section, paragraphs_at(entry, "text", at, findings))


def _terms(document: Mapping[str, Any], findings: Findings) -> Iterator[Term]:
    for at, entry in entries_at(document, "glossary", findings):
        if findings.keys(entry, at, TERM_KEYS, TERM_KEYS):
            yield Term(*(text_at(entry, key, at, findings) for key in TERM_KEYS))


def read_views(file: Path) -> tuple[Views, ...]:
    """What people said, in a file.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def read(document: Mapping[str, Any], findings: Findings) -> tuple[Views, ...]:
        findings.keys(document, (), ("views",), ("views",))
        return tuple(_views(entry, at, findings) for at, entry in entries_at(document, "views", findings))

    return read_document(file, ("views",), read)


def _views(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Views:
    findings.keys(entry, at, VIEWS_KEYS, VIEWS_KEYS[:1])
    quotes = [findings.text(quote, place) for place, quote in items_at(entry, "quotes", at, findings)]
    return Views(
        text_at(entry, "group", at, findings),
        text_at(entry, "about", at, findings),
        tuple(_asked(entry, at, findings)),
        tuple(_answers(entry, at, findings)),
        tuple(quotes),
    )


def _asked(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Iterator[tuple[str, int]]:
    for key in ("questionnaires", "interviews"):
        number = number_at(entry, key, at, findings)
        if number is not None:
            yield key, number


def _answers(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Iterator[Answered]:
    asked: dict[str, list[int]] = {}
    for place, answer in entries_at(entry, "answers", findings, at):
        if not findings.keys(answer, place, ANSWER_KEYS, ANSWER_KEYS[:3]):
            continue
        count, of = (number_at(answer, key, place, findings) for key in ANSWER_KEYS[1:3])
        if count is not None and of is not None and count > of:
            findings.add((*place, "count"), f"{count} of {of}", f"at most the {of} that it is of")
        text, question = (text_at(answer, key, place, findings) for key in ("text", "question"))
        if question and count is not None and of is not None:
            _exclusive(asked.setdefault(question, [of, 0]), count, of, place, findings)
        yield Answered(text, count, of, question)


def _exclusive(asked: list[int], count: int, of: int, at: DataPath, findings: Findings) -> None:
    """What is wrong with one of the answers to a question of which everybody gives at most one.

    Args:
        asked: how many were asked, and how many have answered so far.
        count: how many gave this answer.
        of: of how many.
        at: where it is.
        findings: collects what is wrong.
    """
    first, before = asked
    asked[1] += count
    if of != first:
        findings.add((*at, "of"), str(of), f"the {first} of the other answers to the question")
    elif count <= of < asked[1]:
        wanted = f"at most {max(0, of - before)}, as {before} of the {of} gave another answer to the question"
        findings.add((*at, "count"), str(count), wanted)


def read_good_practice(file: Path, scheme: Scheme) -> tuple[GoodPractice, ...]:
    """The examples of good practice in a file.

    Args:
        file: the file.
        scheme: has the criteria that an example may be of.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def one(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> GoodPractice:
        findings.keys(entry, at, GOOD_PRACTICE_KEYS, GOOD_PRACTICE_KEYS[:3])
        criterion = criterion_at(entry, at, scheme, findings)
        title, text, case_id = (text_at(entry, key, at, findings) for key in GOOD_PRACTICE_KEYS[1:])
        return GoodPractice(criterion, title, text, case_id or None)

    return read_list(file, "good_practice", one)
