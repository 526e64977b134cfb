"""XML that is parsed piece by piece, in time that grows as the text does."""

from collections.abc import Iterator
from typing import IO, Final
from xml.parsers.expat import XMLParserType

_PIECE: Final = 1 << 16


def parse_in_pieces(parser: XMLParserType, stream: IO[bytes]) -> Iterator[int]:
    """Parses a text to its end.

    Args:
        parser: what takes the elements.
        stream: the text.

    Yields:
        After each piece, how many bytes of a tag were read whose end has not come: who reads says how many may be.

    Raises:
        xml.parsers.expat.ExpatError: it is no XML.
    """
    fed = unfinished = 0
    # Many a version of expat reads what it has of such a tag anew with every piece. Each piece is as long as that is,
    # so that all of them together cost no more than a few times the tag, and not its square.
    while piece := stream.read(max(_PIECE, unfinished)):
        parser.Parse(piece, False)
        fed += len(piece)
        unfinished = fed - max(parser.CurrentByteIndex, 0)
        yield unfinished
    parser.Parse(b"", True)
