"""Texts that mean something to whoever reads an output."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy


def hostile_texts() -> SearchStrategy[str]:
    """Texts that a file can hold, full of what formulas, markup, workflow commands and terminals are made of."""
    pieces = [
        *"=+-@#&<>\"'%:;,_/\\ \t\r\n\0\x1b\x85\u202e\ufffe\U0001f600é",
        "::error::",
        "]]>",
        "_x0041_",
        "#REF!",
        "1e5",
    ]
    characters = st.characters(exclude_categories=["Cs"])
    return (
        st.lists(st.one_of(st.sampled_from(pieces), characters), min_size=1, max_size=8).map("".join).filter(str.strip)
    )
