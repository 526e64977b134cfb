"""The keys of JSON documents of which a mapping speaks, and those of which it says nothing."""

from collections.abc import Collection, Iterator, Sequence

from omicheck.errors import Problem, nearest_name
from omicheck.records.mapping.json_documents import Documents
from omicheck.records.mapping.json_paths import ITEM, JsonPath, Kind, kind_of, kind_text, read_path
from omicheck.records.mapping.json_tables import path_of
from omicheck.records.mapping.model import Place, RecordMapping, TableMapping


def problems_of_keys(tables: Sequence[TableMapping], documents: Documents, mapping: RecordMapping) -> Iterator[Problem]:
    """Keys of the documents of a file of which a mapping says nothing, and keys it speaks of that look misspelt.

    Args:
        tables: what the mapping says of the file.
        documents: the documents.
        mapping: the mapping.
    """
    for one in tables:
        yield from _misspelt(one, tables, documents, mapping)
    left = keys_left(tables, documents)
    rest = [kind for kind in left if not any(_covers_the_rest(one, kind) for one in tables)]
    if rest:
        names = ", ".join(map(kind_text, rest))
        found_keys = f"keys of {documents.name} of which nothing is said: {names}"
        expected = "each under fields, events or leave_out; `leave_out: the rest` leaves out whatever else an item has"
        yield Problem(mapping.file, tables[0].place.line, tables[0].place.path, found_keys, expected)


def _misspelt(
    one: TableMapping, tables: Sequence[TableMapping], documents: Documents, mapping: RecordMapping
) -> Iterator[Problem]:
    """Keys that no document has, where one has a key that is like it and that nothing speaks of."""
    spoken = {kind for table in tables for kind, _ in _spoken_of(table)}
    for kind, place in _spoken_of(one):
        if kind in documents.kinds:
            continue
        length = next(length for length in range(len(kind)) if kind[: length + 1] not in documents.kinds)
        within = kind[:length]
        others = {other[length] for other in documents.kinds if other[:length] == within and len(other) > length}
        nearest = nearest_name(kind[length], sorted(key for key in others - {ITEM} if (*within, key) not in spoken))
        if nearest is not None:
            found = f"the key {kind[length]!r}, which nothing at {kind_text(within)} of {documents.name} has"
            yield Problem(mapping.file, place.line, place.path, found, "a key that is there", nearest)


def _covers_the_rest(one: TableMapping, kind: Kind) -> bool:
    each = kind_of(() if one.each is None else one.each.steps)
    return one.leave_out_the_rest and kind[: len(each)] == each


def keys_left(tables: Sequence[TableMapping], documents: Documents) -> list[Kind]:
    """Where something stands of which a mapping does not speak; of an object of which it says nothing, the object."""
    spoken = {kind for one in tables for kind, _ in _spoken_of(one)}
    return unspoken(spoken, [kind for one in tables for kind in left_out(one)], documents)


def unspoken(spoken: Collection[Kind], out: Sequence[Kind], documents: Documents) -> list[Kind]:
    """Where something stands that is not spoken of; of an object of which nothing is, the object.

    Args:
        spoken: where that stands which is spoken of.
        out: what is left out with all that stands under it.
        documents: the documents.
    """
    holding = {kind[:length] for kind in (*spoken, *out) for length in range(len(kind) + 1)}
    left: dict[Kind, None] = {}
    for kind in sorted(documents.kinds - documents.holders | documents.values):
        # A value where something else is looked for under a key is spoken of by nobody.
        known = spoken if kind in documents.values else holding
        if kind in known or _without_items(kind) in spoken or any(kind[: len(one)] == one for one in out):
            continue
        first = next((length for length in range(len(kind)) if kind[:length] not in holding), len(kind))
        bare = _without_items(kind[:first])
        left[kind[:first] if bare in spoken else bare] = None
    return list(left)


def _without_items(kind: Kind) -> Kind:
    return _without_items(kind[:-1]) if kind and kind[-1] == ITEM else kind


def left_out(one: TableMapping) -> list[Kind]:
    """What is left out on purpose, with all that stands under it."""
    return [_from_top(path, one) for text in one.leave_out if (path := read_path(text)) is not None]


def _from_top(path: JsonPath, one: TableMapping) -> Kind:
    each = kind_of(() if one.each is None or path.from_top else one.each.steps)
    return (*each, *path.kind)


def _spoken_of(one: TableMapping) -> Iterator[tuple[Kind, Place]]:
    """Where that stands of which a table of a mapping speaks, and where it does so."""
    if one.each is not None:
        yield one.each.kind, one.place
    for source in one.sources():
        path = path_of(source)
        if path is not None:
            yield _from_top(path, one), source.place
        if source.look_up is not None:
            within = source.look_up.within
            for inner in (source.look_up.by, source.look_up.take):
                yield (*within.kind, *inner.kind), source.place
    for asked in one.conditions():
        path = read_path(asked.heading)
        if path is not None:
            yield _from_top(path, one), Place(asked.path, asked.line)


def absent(one: TableMapping, documents: Documents) -> list[str]:
    """The paths of which a table of a mapping speaks at which no document has anything."""
    missing = [kind for kind, _ in _spoken_of(one) if kind not in documents.kinds]
    return list(dict.fromkeys(map(kind_text, missing)))
