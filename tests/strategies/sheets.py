"""Tables as rows of cells, each row as long as the header, with what can be wrong in a cell."""

from hypothesis import strategies as st

_REFERENCES = ["A", "B", "B", "b", "C", "Å", "x1", "None", "7", "007", ""]
_CELLS = {
    "case_id": _REFERENCES,
    "sentence_type": ["custody", "licence", "custdy", ""],
    "sentence_date": ["2009-04-06", "2009-02-30", "2009-05", "06/04/2009", ""],
    "tier": ["1", "4", "9", "2.0", ""],
    "requirements": ["curfew;residence", "none", "tea", ""],
    "area": ["Kent, West", 'the "old" one', " ", "\u2003y\xa0", "N/A", "null", "#N/A", "=A1", ""],
    "type": ["contact", "home_visit", "tier_set", "contct", ""],
    "date": ["2009-05-01", "2009-05", "2009-13", "2009", ""],
    "purpose": ["initial", "tea", "", "", ""],
    "value": ["2", "high", "", "", ""],
    "question": ["1.2.4", "9.9.9", ""],
    "answer": ["sufficient", "perhaps", ""],
    "reason": ['as he said: "no"', "a;b", ""],
}
_COLUMNS = {
    "cases": ["case_id", "sentence_type", "sentence_date", "tier", "requirements", "area"],
    "events": ["case_id", "type", "date", "purpose", "value"],
    "answers": ["case_id", "question", "answer", "reason"],
}


def _table(columns: list[str]) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(*(st.sampled_from(_CELLS[column]) for column in columns)).map(list)
    return st.lists(row, max_size=12).map(lambda rows: [columns, *rows])


def tables_of_cells() -> st.SearchStrategy[dict[str, list[list[str]]]]:
    """The tables of a caseload, some of whose cells are wrong."""
    return st.fixed_dictionaries({name: _table(columns) for name, columns in _COLUMNS.items()})
