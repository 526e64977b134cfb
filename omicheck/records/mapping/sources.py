"""Where a value comes from, as a mapping writes it.

It is the heading of a column, or a mapping: `{column: HEADING, values: {WORD: VALUE}, dates: [FORM], empty: VALUE,
digits: NUMBER, separator: TEXT, holds: today}`, or `{constant: VALUE}`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from omicheck.findings import Findings, Path, path_text, show
from omicheck.model.vocabulary import ValueType
from omicheck.records.mapping.date_forms import FORMS_EXPECTED, DateForm, read_form
from omicheck.records.mapping.model import Place, Source
from omicheck.records.mapping.words import Condition, Words, condition_of, word_key
from omicheck.records.structure import as_value, describe, nearest_value

# Whether a value, as YAML gives it, will do, and if not what would, with the nearest.
Fits = Callable[[Any], tuple[str, str | None] | None]

SOURCE_KEYS: Final = ("column", "constant", "values", "dates", "empty", "digits", "separator", "holds")
_EXPECTED: Final = "a heading; or {column: HEADING, ...}; or {constant: VALUE}"
_AS_ABOVE: Final = "as_above"
_TODAY: Final = "today"
_MOST_DIGITS: Final = 30


def place_at(findings: Findings, path: Path) -> Place:
    """Where in the mapping something stands."""
    return Place(path_text(path), findings.line_of(path))


def fits_type(wanted: ValueType) -> Fits:
    """What asks whether values are of a type; `null` stands for a value that is not known."""
    # One item of a list stands for itself.
    item = ValueType("choice", wanted.values) if wanted.kind == "list" else wanted

    def wrong(value: Any) -> tuple[str, str | None] | None:  # noqa: ANN401, it is data of any shape
        fits = value is None or as_value(value, wanted) is not None or as_value(value, item) is not None
        return None if fits else (describe(wanted), nearest_value(value, item))

    return wrong


def read_source(data: object, findings: Findings, path: Path, fits: Fits) -> Source | None:
    """Where a value comes from; None, with what is wrong noted, where that cannot be told.

    Args:
        data: what the mapping has there.
        findings: takes the problems.
        path: where it stands.
        fits: whether a value will do.
    """
    place = place_at(findings, path)
    if isinstance(data, str | int) and not isinstance(data, bool) and str(data).strip():
        return Source(str(data), place=place)
    body = findings.mapping(data, path, _EXPECTED)
    if body is None:
        return None
    findings.keys(body, path, SOURCE_KEYS)
    if ("column" in body) == ("constant" in body):
        both = "a column and a constant" if "column" in body else "neither a column nor a constant"
        findings.add(path, both, _EXPECTED)
        return None
    if "constant" in body:
        for key in body:
            if key != "constant" and key in SOURCE_KEYS:
                findings.add((*path, key), f"{key} of a constant", "none, as a constant is what it is")
        _ask(body["constant"], findings, (*path, "constant"), fits)
        return Source(None, body["constant"], place=place)
    return _read_column(body, findings, path, fits)


def _read_column(body: Mapping[str, Any], findings: Findings, path: Path, fits: Fits) -> Source:
    heading = body["column"]
    if isinstance(heading, bool) or not isinstance(heading, str | int) or not str(heading).strip():
        findings.add((*path, "column"), show(heading), "the heading of a column")
    empty = body.get("empty")
    as_above = empty == _AS_ABOVE
    if not as_above:
        _ask(empty, findings, (*path, "empty"), fits)
    digits = body.get("digits", 0)
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= _MOST_DIGITS:
        findings.add((*path, "digits"), show(digits), f"a whole number up to {_MOST_DIGITS}")
        digits = 0
    if body.get("holds") not in (None, _TODAY):
        findings.add((*path, "holds"), show(body["holds"]), f"{_TODAY}, or nothing for what was so at the start")
    separator = body.get("separator", ";")
    return Source(
        str(heading),
        values=read_words(body.get("values"), findings, (*path, "values"), fits),
        dates=read_forms(body.get("dates"), findings, (*path, "dates")),
        empty=None if as_above else empty,
        as_above=as_above,
        digits=digits,
        separator=findings.text(separator, (*path, "separator")) or ";",
        of_today=body.get("holds") == _TODAY,
        place=place_at(findings, path),
    )


def _ask(value: Any, findings: Findings, path: Path, fits: Fits) -> None:  # noqa: ANN401, it is data of any shape
    wrong = fits(value)
    if wrong is not None:
        findings.add(path, show(value), *wrong)


def read_words(data: object, findings: Findings, path: Path, fits: Fits) -> Words:
    """What words mean: a mapping of words to values."""
    words: dict[str, Any] = {}
    if data is None:
        return words
    for word, value in (findings.mapping(data, path, "a mapping of words to what they mean") or {}).items():
        at = (*path, str(word))
        if word is None or not str(word).strip():
            findings.add(at, "a word that is empty", "`empty: VALUE` beside the column, for cells with nothing in them")
            continue
        key = word_key(word)
        if key in words and words[key] != value:
            findings.add(at, f"{show(word)} a second time, with another meaning", "one meaning for each word")
        words[key] = value
        _ask(value, findings, at, fits)
    return words


def read_forms(data: object, findings: Findings, path: Path) -> tuple[DateForm, ...]:
    """How dates are written: one form or a list of forms."""
    forms = []
    one = isinstance(data, str)
    for number, text in enumerate(findings.words([data] if one else data, path)):
        form = read_form(text)
        if form is None:
            findings.add(path if one else (*path, number), show(text), FORMS_EXPECTED)
        else:
            forms.append(form)
    return tuple(forms)


def read_conditions(data: object, findings: Findings, path: Path) -> tuple[Condition, ...]:
    """What is asked of a row: a mapping of headings to a word or a list of words."""
    conditions = []
    expected = "a mapping of headings to a word, or a list of words, that the cell may have"
    for heading, raw in (findings.mapping(data, path, expected) or {}).items():
        at = (*path, str(heading))
        words = raw if isinstance(raw, list) else [raw]
        if not words or any(isinstance(word, dict | list) for word in words):
            findings.add(at, show(raw), "a word, or a list of words; null for an empty cell")
            continue
        conditions.append(condition_of(str(heading), words, path_text(at), findings.line_of(at)))
    return tuple(conditions)
