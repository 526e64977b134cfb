"""The lists of objects in JSON documents, and what they and their paths may be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.json_documents import Documents
from omicheck.records.mapping.json_paths import ITEM, TOP, Kind, kind_text, read_path
from omicheck.records.mapping.json_tables import columns_at
from omicheck.records.mapping.likeness import LIKELY, like_name, meaning, score
from omicheck.records.mapping.model import PERSON_ID
from omicheck.records.mapping.profile import Profile, profile
from omicheck.records.sheets.grid import Table

_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[.\[\]*$\"]+")
# A path has more words than a heading, so that more names are a little like it.
_ALIKE: Final = 80.0
_SHARE: Final = 0.5
_DATES: Final = 0.7


@frozen(eq=False)
class Items:
    """A list of objects, or the documents themselves.

    Attributes:
        file: the file, where there are several.
        documents: the documents.
        each: where the objects stand.
        table: a row for each object, a column for each path that leads to one value of it.
        columns: what stands in the columns, their headings being the words of the paths.
    """

    file: str
    documents: Documents
    each: Kind
    table: Table
    columns: Mapping[str, Profile]

    @property
    def path(self) -> str:
        """The path of the objects."""
        return kind_text(self.each).removeprefix(f"{TOP}.")

    def kind(self, path: str) -> Kind:
        """Where that stands to which a path of an object leads."""
        read = read_path(path)
        return (*self.each, *(() if read is None else read.kind))


@frozen(eq=False)
class Taken:
    """The paths of objects that are taken for fields.

    Attributes:
        fields: the path of each field, and how sure that is.
        rank: how many of those that every case must have are among them, and how sure all are together.
    """

    fields: Mapping[str, tuple[str, float]]
    rank: tuple[int, float]


def lists_of(file: str, documents: Documents) -> Iterator[Items]:
    """The documents themselves, and every list of objects in them."""
    eaches = [(), *sorted(kind for kind in documents.holders if kind and kind[-1] == ITEM)]
    for each in eaches:
        inner = {kind[len(each) :] for kind in documents.kinds - documents.holders if kind[: len(each)] == each}
        paths = [_text(kind) for kind in sorted(inner) if kind and ITEM not in kind]
        table = columns_at(documents, each, paths)
        rows = range(len(table.lines))
        columns = {path: evolve(profile(table, path, rows), heading=_words(path)) for path in paths}
        yield Items(file, documents, each, table, columns)


def _text(kind: Kind) -> str:
    return kind_text(kind).removeprefix(f"{TOP}.")


def _words(path: str) -> str:
    """A path in words: `sentence.startDate` as `sentence start date`."""
    return " ".join(_CAPITAL.sub(" ", path).split()).lower()


def fields_of(one: Items, vocabulary: Vocabulary) -> Taken:
    """The paths that look like fields of a case, each for one field."""
    scores = sorted(
        (
            (found, path, name)
            for path, column in one.columns.items()
            for name, wanted in vocabulary.fields.items()
            if name not in ("case_id", PERSON_ID)
            if column.filled
            and (found := score(column, name, wanted, vocabulary)) >= (LIKELY if wanted.required else _ALIKE)
        ),
        key=lambda found: (-found[0], found[1]),
    )
    fields: dict[str, tuple[str, float]] = {}
    for likeness, path, name in scores:
        if name not in fields and path not in {taken for taken, _ in fields.values()}:
            fields[name] = (path, likeness)
    needed = sum(vocabulary.fields[name].required for name in fields)
    return Taken(fields, (needed, sum(likeness for _, likeness in fields.values())))


def person_of(one: Items, found: Sequence[Items], vocabulary: Vocabulary) -> str | None:
    """The path, in a document of a file, of the reference of the person."""
    top = next(other for other in found if other.documents is one.documents)
    names = [path for path, column in top.columns.items() if column.filled and not top.each]
    likeness = {path: like_name(top.columns[path].heading, "case_id", vocabulary) for path in names}
    best = max(likeness, key=lambda path: likeness[path], default=None)
    return best if best is not None and likeness[best] >= LIKELY else None


def number_of(cases: Items) -> str | None:
    """The path of what tells the orders of a person apart."""
    likely = [path for path in cases.columns if re.search(r"number|id|ref", path, re.IGNORECASE)]
    full = [path for path in likely if cases.columns[path].filled == len(cases.table.lines)]
    return full[0] if full else None


def date_of(one: Items) -> str | None:
    """The path of the date of what an object stands for: of the dates the one that most objects have."""
    dates = {path: column for path, column in one.columns.items() if column.filled and column.dates > _DATES}
    return max(dates, key=lambda path: dates[path].filled, default=None)


def type_of(one: Items, vocabulary: Vocabulary) -> str | None:
    """The path at least half of whose words look like event types, where there is a date."""
    wanted = ValueType("choice", tuple(vocabulary.events))
    for path, column in one.columns.items():
        meant = [word for word in column.words if (found := meaning(word, wanted)) is not None and found.value]
        if column.words and date_of(one) is not None and len(meant) >= _SHARE * len(column.words):
            return path
    return None
