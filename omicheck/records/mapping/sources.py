"""Where a value comes from, as a mapping writes it.

It is the heading of a column, or a mapping: `{column: HEADING, values: {WORD: VALUE}, dates: [FORM], empty: VALUE,
digits: NUMBER, separator: TEXT, holds: today, when: {HEADING: [WORD]}}`, or `{constant: VALUE, when: ...}`. In JSON
`path` stands in place of `column`, and may have a `look_up`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import evolve

from omicheck.findings import Findings, Path, path_text, show
from omicheck.model.vocabulary import ValueType
from omicheck.records.mapping.date_forms import FORMS_EXPECTED, DateForm, read_form
from omicheck.records.mapping.json_paths import PATH_EXPECTED, JsonPath, read_path
from omicheck.records.mapping.model import LookUp, Place, Source
from omicheck.records.mapping.words import Condition, Words, condition_of, word_key
from omicheck.records.structure import as_value, describe, nearest_value

# Whether a value, as YAML gives it, will do, and if not what would, with the nearest.
Fits = Callable[[Any], tuple[str, str | None] | None]

SOURCE_KEYS: Final = (
    "column",
    "path",
    "constant",
    "values",
    "dates",
    "empty",
    "digits",
    "separator",
    "holds",
    "when",
    "look_up",
)
LOOK_UP_KEYS: Final = ("within", "by", "take")
_EXPECTED: Final = "a heading; or {column: HEADING, ...}, of JSON {path: PATH, ...}; or {constant: VALUE}"
_NOT: Final = "not"
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
    named = [key for key in ("column", "path", "constant") if key in body]
    if len(named) != 1:
        both = f"a {' and a '.join(named)}" if named else "neither a column nor a constant"
        findings.add(path, both, _EXPECTED)
        return None
    if "constant" in body:
        for key in body:
            if key not in ("constant", "when") and key in SOURCE_KEYS:
                findings.add((*path, key), f"{key} of a constant", "none, as a constant is what it is")
        _ask(body["constant"], findings, (*path, "constant"), fits)
        return Source(None, body["constant"], when=_read_when(body, findings, path), place=place)
    return _read_column(body, findings, path, fits)


def read_first_of(data: object, findings: Findings, path: Path, fits: Fits) -> Source | None:
    """Where a value comes from, or the first of some sources that says something; arguments as of `read_source`."""
    if not isinstance(data, list):
        return read_source(data, findings, path, fits)
    read = [read_source(raw, findings, at, fits) for at, raw in findings.one_or_more(data, path, _EXPECTED)]
    first: Source | None = None
    for source in reversed([one for one in read if one is not None]):
        first = evolve(source, otherwise=first)
    return first


def read_reference(data: object, findings: Findings, path: Path) -> Source | None:
    """Where a reference comes from: a source, or a list of sources whose texts together are the reference."""
    fits = fits_type(ValueType("text"))
    if not isinstance(data, list):
        return read_source(data, findings, path, fits)
    read = [read_source(raw, findings, at, fits) for at, raw in findings.one_or_more(data, path, _EXPECTED)]
    return Source(None, parts=tuple(one for one in read if one is not None), place=place_at(findings, path))


def _read_when(body: Mapping[str, Any], findings: Findings, path: Path) -> tuple[Condition, ...]:
    return read_conditions(body["when"], findings, (*path, "when")) if "when" in body else ()


def _read_look_up(data: object, findings: Findings, path: Path) -> LookUp | None:
    """Where that stands which a value refers to: `{within: PATH, by: PATH, take: PATH}`."""
    if data is None:
        return None
    body = findings.mapping(data, path, "{within: PATH, by: PATH, take: PATH}")
    if body is None or not findings.keys(body, path, LOOK_UP_KEYS, LOOK_UP_KEYS):
        return None
    paths = [read_path_at(body[key], findings, (*path, key)) for key in LOOK_UP_KEYS]
    within, by, take = paths
    return None if within is None or by is None or take is None else LookUp(within, by, take)


def read_path_at(data: object, findings: Findings, path: Path) -> JsonPath | None:
    """The path in a JSON document that a mapping has somewhere; None, with what is wrong noted, if it is none."""
    read = read_path(data) if isinstance(data, str) else None
    if read is None:
        findings.add(path, show(data), PATH_EXPECTED)
    return read


def _read_column(body: Mapping[str, Any], findings: Findings, path: Path, fits: Fits) -> Source:
    key = "path" if "path" in body else "column"
    heading = body[key]
    if isinstance(heading, bool) or not isinstance(heading, str | int) or not str(heading).strip():
        findings.add((*path, key), show(heading), "the heading of a column, or in JSON a path")
    # Whether it is a path is asked when it is known that the table is JSON.
    text = str(heading)
    json_path = (read_path(text) or JsonPath(text, from_top=False, steps=())) if key == "path" else None
    look_up = _read_look_up(body.get("look_up"), findings, (*path, "look_up"))
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
        str(heading) if look_up is None else f"{heading}, as {look_up.by.text} of {look_up.within.text}",
        values=read_words(body.get("values"), findings, (*path, "values"), fits),
        dates=read_forms(body.get("dates"), findings, (*path, "dates")),
        empty=None if as_above else empty,
        as_above=as_above,
        digits=digits,
        separator=findings.text(separator, (*path, "separator")) or ";",
        of_today=body.get("holds") == _TODAY,
        when=_read_when(body, findings, path),
        path=json_path,
        look_up=look_up,
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
        is_refused = isinstance(raw, dict) and list(raw) == [_NOT]
        asked = raw[_NOT] if isinstance(raw, dict) and is_refused else raw
        words = asked if isinstance(asked, list) else [asked]
        if not words or any(isinstance(word, dict | list) for word in words):
            expected = "a word, or a list of words; null for an empty cell; {not: WORD} for any other"
            findings.add(at, show(raw), expected)
            continue
        line = findings.line_of(at)
        conditions.append(condition_of(str(heading), words, path_text(at), line, is_refused=is_refused))
    return tuple(conditions)
