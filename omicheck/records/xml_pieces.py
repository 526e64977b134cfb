"""The XML in workbooks and event logs, parsed piece by piece in time that grows as the text does."""

from collections.abc import Iterator
from typing import IO, Final
from xml.parsers.expat import XMLParserType

_PIECE: Final = 1 << 16
# What expat knows by itself; of all others it asks Python for a letter for each byte.
_OF_EXPAT: Final = ("UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "ISO-8859-1", "US-ASCII")
_BYTES: Final = bytes(range(256))


class UnknownEncodingError(Exception):
    """The text says that it is in an encoding which nothing here can read."""


def parse_in_pieces(parser: XMLParserType, stream: IO[bytes]) -> Iterator[int]:
    """Parses a text to its end.

    Args:
        parser: what takes the elements.
        stream: the text.

    Yields:
        After each piece, how many bytes of a tag were read whose end has not come: who reads says how many may be.

    Raises:
        xml.parsers.expat.ExpatError: it is no XML.
        UnknownEncodingError: its encoding is not known, or takes several bytes for a letter and is none of Unicode's.
    """
    parser.XmlDeclHandler = _check_encoding
    # Later versions of expat wait until there is twice as much of such a tag. As the pieces grow there is no need to,
    # and how much of one is unfinished is then the same with every version.
    if hasattr(parser, "SetReparseDeferralEnabled"):
        parser.SetReparseDeferralEnabled(False)
    fed = unfinished = 0
    # Many a version of expat reads what it has of such a tag anew with every piece. Each piece is as long as that is,
    # so that all of them together cost no more than a few times the tag, and not its square.
    while piece := stream.read(max(_PIECE, unfinished)):
        parser.Parse(piece, False)
        fed += len(piece)
        unfinished = fed - max(parser.CurrentByteIndex, 0)
        yield unfinished
    parser.Parse(b"", True)


def _check_encoding(_: str, encoding: str | None, __: int) -> None:
    # The parser would raise errors of other kinds, which could come from anywhere.
    if encoding is None or encoding.upper() in _OF_EXPAT:
        return
    try:
        is_known = len(_BYTES.decode(encoding, "replace")) == len(_BYTES)
    except (LookupError, ValueError):
        is_known = False
    if not is_known:
        raise UnknownEncodingError
