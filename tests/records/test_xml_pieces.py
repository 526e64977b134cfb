"""A tag that goes on for long is not read again and again."""

import io
from xml.parsers import expat

from omicheck.records.xml_pieces import parse_in_pieces


def test_pieces_grow_with_a_tag_that_does_not_end() -> None:
    text = b'<log><string key="a" value="' + b"x" * (1 << 20) + b'"/></log>'
    values: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _, attributes: values.extend(attributes.values())
    # Pieces of one size would be seventeen; how many they are says the version of expat.
    *unfinished, at_the_end = parse_in_pieces(parser, io.BytesIO(text))
    assert (len(unfinished) < 7, at_the_end) == (True, 0)
    assert values == ["a", "x" * (1 << 20)]


def test_pieces_of_short_tags_stay_small() -> None:
    text = b"<log>" + b"<event/>" * 20_000 + b"</log>"
    # Three of 65,536 bytes each, the last of which is not full.
    assert len(list(parse_in_pieces(expat.ParserCreate(), io.BytesIO(text)))) == 3
