"""Columns of the many types that Arrow has for one thing, made into those that records are read from.

What a column says stays as it is: texts of every width and in every encoding are texts, lists of every layout are
lists. Which type comes out depends on the type alone, so that rows which are read one after the other fit together.
"""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_TEXTS: Final = pa.list_(pa.string())
_DICTIONARY: Final = pa.dictionary(pa.int32(), pa.string())


def is_text(kind: pa.DataType) -> bool:
    """Whether the cells of a type are texts, or there are none."""
    of = _cell_type(kind)
    return bool(
        pa.types.is_null(of) or pa.types.is_string(of) or pa.types.is_large_string(of) or pa.types.is_string_view(of)
    )


def is_bytes(kind: pa.DataType) -> bool:
    """Whether the cells of a type are bytes, of which nobody says what they mean."""
    of = _cell_type(kind)
    is_any = pa.types.is_binary(of) or pa.types.is_large_binary(of) or pa.types.is_binary_view(of)
    return bool(is_any or pa.types.is_fixed_size_binary(of))


def is_zoned(kind: pa.DataType) -> bool:
    """Whether the cells of a type are moments in a time zone, whose day depends on where one is."""
    of = _cell_type(kind)
    return bool(pa.types.is_timestamp(of) and of.tz is not None)


def is_cell(kind: pa.DataType) -> bool:
    """Whether a type is one that a cell of a record can have."""
    if _is_list(kind):
        return is_text(kind.value_type)
    of = _cell_type(kind)
    is_value = pa.types.is_boolean(of) or pa.types.is_integer(of) or pa.types.is_floating(of) or pa.types.is_decimal(of)
    is_moment = pa.types.is_date(of) or (pa.types.is_timestamp(of) and not is_zoned(of))
    return bool(is_text(of) or is_value or is_moment)


def is_number(kind: pa.DataType) -> bool:
    """Whether the cells of a type are numbers."""
    of = _cell_type(kind)
    return bool(pa.types.is_null(of) or pa.types.is_integer(of) or pa.types.is_floating(of) or pa.types.is_decimal(of))


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type that a column is made into: one for all texts, one for all lists of texts, else mostly its own."""
    if _is_list(kind) and is_cell(kind):
        return _TEXTS
    of = _cell_type(kind)
    if pa.types.is_decimal32(of) or pa.types.is_decimal64(of):
        # Arrow cannot tell which of these are alike.
        return pa.decimal128(of.precision, of.scale)
    if pa.types.is_floating(of):
        return pa.float64()
    if pa.types.is_null(of):
        # So is a column written of which nothing was known; whatever it was, nothing is in it.
        return pa.string()
    return pa.string() if is_text(of) else of


def plain_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column in its plain type; a text that is stored once for many rows stays so.

    Args:
        column: a column of a type that `is_cell` takes, or any other, which stays as it is.
    """
    kind = column.type
    if kind == _DICTIONARY:
        return pa.chunked_array([_without_null_words(chunk) for chunk in column.chunks], kind)
    if pa.types.is_floating(kind):
        return _as_written(column)
    if not is_cell(kind) or kind == plain_type(kind):
        return column
    if isinstance(kind, pa.BaseExtensionType):
        return plain_column(pa.chunked_array([chunk.storage for chunk in column.chunks], kind.storage_type))
    if pa.types.is_run_end_encoded(kind):
        return plain_column(pa.chunked_array([pc.run_end_decode(chunk) for chunk in column.chunks], kind.value_type))
    if pa.types.is_dictionary(kind):
        if not is_text(kind):
            return plain_column(column.cast(kind.value_type))
        return pa.chunked_array([_words(chunk) for chunk in column.chunks], _DICTIONARY)
    if _is_list(kind):
        # Of some layouts Arrow has no cast; lists are few and short.
        return pa.chunked_array([pa.array(chunk.to_pylist(), _TEXTS) for chunk in column.chunks], _TEXTS)
    return column.cast(plain_type(kind))


def _cell_type(kind: pa.DataType) -> pa.DataType:
    """What the cells of a type are, however they are stored."""
    if isinstance(kind, pa.BaseExtensionType):
        # JSON is a text; of other such types only their makers know what they mean.
        return _cell_type(kind.storage_type) if kind.extension_name == "arrow.json" else kind
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return _cell_type(kind.value_type)
    return kind


def _is_list(kind: pa.DataType) -> bool:
    is_plain = pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    return bool(is_plain or pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind))


def _as_written(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers with fractions as they were written, whatever bits they have: 0.1, and not 0.10000000149011612."""
    if pa.types.is_float16(column.type):
        # NumPy writes a number with as few digits as tell it from others of its width; Arrow does not for this one.
        texts = [None if cell is None else str(np.float16(cell)) for cell in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.string()).cast(pa.float64())])
    return column.cast(pa.string()).cast(pa.float64()) if pa.types.is_float32(column.type) else column


def _words(chunk: pa.DictionaryArray) -> pa.DictionaryArray:
    """Texts that are stored once for many rows, in the one type of such."""
    words = chunk.dictionary.cast(pa.string())
    return _without_null_words(pa.DictionaryArray.from_arrays(chunk.indices.cast(pa.int32()), words))


def _without_null_words(chunk: pa.DictionaryArray) -> pa.DictionaryArray:
    """Such texts without one that is null, so that a row has none only where it says so itself."""
    if not chunk.dictionary.null_count:
        return chunk
    return pa.array(chunk.cast(pa.string())).dictionary_encode()
