"""Tables for people, all in one style."""

from rich.box import SIMPLE_HEAD
from rich.table import Table


def table_of(*columns: str) -> Table:
    """A table with headings, still without rows; the ids of rules, which are searched for, are not broken."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "Rule")
    return table
