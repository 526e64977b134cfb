"""The files that say how verdicts are put together: questions, documents and the scheme of scores."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from omicheck.findings import Findings, Path, is_whole_number, show
from omicheck.model.limit import STANDINGS
from omicheck.model.scheme import (
    DECIDED_BY,
    Band,
    Criterion,
    Document,
    Headline,
    Ladder,
    Question,
    Scheme,
    Section,
)

# Of a scheme of which only the questions are known.
_NO_ARITHMETIC: Final = "none"


def read_questions(data: object, findings: Findings) -> list[Question]:
    """The questions of one criterion's file."""
    document = findings.mapping(data, (), "a mapping with criterion and questions") or {}
    findings.keys(document, (), ("criterion", "questions"), ("criterion", "questions"))
    questions = []
    raw = document.get("questions") or []
    for path, entry in findings.mappings(raw, ("questions",), "a list of questions", "a question"):
        keys = ("id", "text", "decided_by", "headlines")
        findings.keys(entry, path, keys, keys[:3])
        decider = str(entry.get("decided_by"))
        questions.append(
            Question(
                str(entry.get("id")),
                str(document.get("criterion")),
                str(entry.get("text")),
                findings.word(decider, DECIDED_BY, (*path, "decided_by"), "decider", "inspector"),
                findings.words(entry.get("headlines"), (*path, "headlines")),
                findings.file,
                findings.line_of((*path, "id")),
            )
        )
    return questions


def read_documents(data: object, findings: Findings) -> list[Document]:
    """The documents that numbers are taken from."""
    document = findings.mapping(data, (), "a mapping with documents") or {}
    findings.keys(document, (), ("documents",), ("documents",))
    keys = ("id", "title", "publisher", "date", "where", "seen", "looked_at")
    documents = []
    raw = document.get("documents") or []
    for path, entry in findings.mappings(raw, ("documents",), "a list of documents", "a document"):
        if findings.keys(entry, path, keys, ("id", "title")):
            documents.append(Document(*(str(entry.get(key) or "") for key in keys)))
    return documents


def read_scheme(data: object, findings: Findings) -> Scheme | None:
    """The scheme of scores: sections, criteria, headline scores, comment bands, grades."""
    before = len(findings.problems)
    document = findings.mapping(data, (), "a mapping with sections, headlines and comments")
    if document is None:
        return None
    keys = ("title", "sections", "headlines", "comments", "grades", "arithmetic", "ratings")
    has_arithmetic = document.get("arithmetic") is None
    if not has_arithmetic and document["arithmetic"] != _NO_ARITHMETIC:
        expected = f"{_NO_ARITHMETIC}, or no `arithmetic` at all"
        findings.add(("arithmetic",), show(document["arithmetic"]), expected)
    findings.keys(document, (), keys, keys[: 4 if has_arithmetic else 2])
    sections = []
    for path, entry in _entries(document.get("sections"), ("sections",), findings):
        findings.keys(entry, path, ("id", "title", "criteria", "graded", "source"), ("id", "title", "criteria"))
        criteria = []
        for at, raw in _entries(entry.get("criteria"), (*path, "criteria"), findings):
            if findings.keys(raw, at, ("id", "title"), ("id", "title")):
                criteria.append(Criterion(str(raw["id"]), str(raw["title"])))
        named, source = (str(entry.get("id")), str(entry.get("title"))), str(entry.get("source") or "")
        sections.append(Section(*named, tuple(criteria), entry.get("graded") is True, source))
    headlines = []
    for path, entry in _entries(document.get("headlines"), ("headlines",), findings):
        findings.keys(entry, path, ("id", "title", "sections"), ("id", "title", "sections"))
        of = findings.words(entry.get("sections"), (*path, "sections"))
        headlines.append(Headline(str(entry.get("id")), str(entry.get("title")), of))
    grades = findings.words(document.get("grades"), ("grades",))
    ladder = _read_ladder(document.get("comments"), findings) if has_arithmetic else Ladder((), "assumed", "")
    ratings = findings.words(document.get("ratings"), ("ratings",))
    if ladder is None or len(findings.problems) > before:
        return None
    together = (tuple(sections), tuple(headlines), ladder, grades)
    return Scheme(str(document["title"]), *together, has_arithmetic, ratings)


def _read_ladder(data: object, findings: Findings) -> Ladder | None:
    path: Path = ("comments",)
    document = findings.mapping(data, path, "a mapping with status and bands")
    if document is None or not findings.keys(
        document, path, ("status", "note", "followed_by", "bands"), ("status", "bands")
    ):
        return None
    standing = next((one for one in STANDINGS if one == document["status"]), None)
    if standing is None:
        findings.unknown_name((*path, "status"), "status", document["status"], STANDINGS)
        return None
    bands = []
    for at, entry in _entries(document["bands"], (*path, "bands"), findings):
        if not findings.keys(entry, at, ("at_least", "comment"), ("at_least", "comment")):
            continue
        if is_whole_number(entry["at_least"]):
            bands.append(Band(entry["at_least"], str(entry["comment"])))
        else:
            findings.add((*at, "at_least"), show(entry["at_least"]), "a whole number")
    falling = [band.at_least for band in bands]
    if falling != sorted(set(falling), reverse=True) or not falling or falling[-1] != 0:
        findings.add((*path, "bands"), f"bands at {falling}", "falling cut-points, the last of them 0")
        return None
    note, followed_by = (str(document.get(name) or "") for name in ("note", "followed_by"))
    return Ladder(tuple(bands), standing, note, followed_by)


def _entries(data: object, path: Path, findings: Findings) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    return findings.mappings(data or [], path, "a list", "a mapping")
