"""The columns of tables in PostgreSQL: which there are, what is wrong with them, and how their cells become texts."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from omicheck.errors import Problem
from omicheck.records.bulk.open_databases import quoted
from omicheck.records.table_rows import Layout, wrong_columns

# A domain is what it is made of, which may be a domain again.
_COLUMNS: Final = """
WITH RECURSIVE kinds AS (
  SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS written, a.atttypid AS kind,
    a.atttypmod AS modifier
  FROM pg_catalog.pg_attribute a WHERE a.attrelid = %(table)s::int8::oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT k.attnum, k.attname, k.written, t.typbasetype, t.typtypmod
  FROM kinds k JOIN pg_catalog.pg_type t ON t.oid = k.kind WHERE t.typtype = 'd'
)
SELECT k.attname, k.written, t.typname, t.typcategory::text, coalesce(e.typcategory::text, ''), k.modifier
FROM kinds k JOIN pg_catalog.pg_type t ON t.oid = k.kind LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
WHERE t.typtype <> 'd' ORDER BY k.attnum
"""
# Of bytes in a numeric type's modifier: 4 before it begins, 2 for the digits behind the point.
_NO_MODIFIER: Final = 4
_DIGITS_AFTER: Final = 0x7FF


@frozen
class Column:
    """A column and its type.

    Attributes:
        name: of the column.
        written: the type as the server writes it.
        kind: the type's name, of a domain that of what it is made of.
        category: the type's category.
        of: the category of its elements, if it is of a list.
        modifier: the type's modifier.
    """

    name: str
    written: str
    kind: str
    category: str
    of: str
    modifier: int

    @property
    def is_text(self) -> bool:
        """Whether its cells are texts."""
        return self.category in ("S", "E", "Z") or self.kind == "uuid"

    @property
    def is_whole(self) -> bool:
        """Whether its cells are whole numbers."""
        digits = self.modifier >= _NO_MODIFIER and (self.modifier - _NO_MODIFIER) & _DIGITS_AFTER == 0
        return self.kind in ("int2", "int4", "int8") or (self.kind == "numeric" and digits)

    def as_text(self) -> str | None:
        """What selects its cells as text; None for a type that no cell of a record has."""
        name = quoted(self.name)
        if self.is_text or self.is_whole or self.kind in ("bool", "date"):
            return f"{name}::text"
        if self.kind in ("numeric", "float4", "float8"):
            # As digits, as no cell of a table has an exponent.
            return f"CASE WHEN {name}::text LIKE '%e%' THEN {name}::text::numeric::text ELSE {name}::text END"
        if self.kind == "timestamp":
            midnight = f"{name} = date_trunc('day', {name})"
            return f"CASE WHEN {midnight} THEN {name}::date::text ELSE replace({name}::text, ' ', 'T') END"
        if self.category == "A" and self.of in ("S", "E"):
            # As CSV has it; what CSV cannot have stays as the server writes it, which is no list of known words.
            odd_cell = f"SELECT FROM unnest({name}) x WHERE x IS NULL OR x::text LIKE '%;%'"
            odd = f"array_ndims({name}) > 1 OR EXISTS ({odd_cell})"
            plain = f"array_to_string({name}, ';')"
            return (
                f"CASE WHEN {name} IS NULL THEN NULL WHEN cardinality({name}) = 0 THEN 'none' "
                f"WHEN {odd} THEN {name}::text ELSE {plain} END"
            )
        return None


def columns_of(connection: Any, table: int) -> Sequence[Column]:  # noqa: ANN401, of a package that is an extra
    """The columns of a table, which is told by its number, in their order."""
    return [Column(*row) for row in connection.execute(_COLUMNS, {"table": table}).fetchall()]


def wrong_in_columns(name: str, table: str, columns: Sequence[Column], layout: Layout) -> Iterator[Problem]:
    """What is wrong with the columns of a table and with their types.

    Args:
        name: the table as the user would know it.
        table: its name among those of the records.
        columns: its columns.
        layout: those that it may and must have.
    """
    yield from wrong_columns(name, [column.name for column in columns], (*layout.known, "seq"), layout.needed)
    if table == "events" and all(column.name != "seq" for column in columns):
        expected = "a column of whole numbers that has the order of a case's events, as rows have none in PostgreSQL"
        yield Problem(name, 1, "", "no column seq", expected)
    for column in columns:
        found = f"the column {column.name} of type {column.written}"
        if column.name in ("case_id", "type", "question", "answer") and not column.is_text:
            yield Problem(name, None, "", found, "a column of texts")
        elif column.name == "seq" and not column.is_whole:
            yield Problem(name, None, "", found, "a column of whole numbers")
        elif column.kind == "timestamptz":
            expected = "dates; a view can say of which time zone: (... AT TIME ZONE 'Europe/London')::date"
            yield Problem(name, None, "", found, expected)
        elif column.as_text() is None:
            yield Problem(name, None, "", found, "texts, numbers, flags, dates or lists of texts")
