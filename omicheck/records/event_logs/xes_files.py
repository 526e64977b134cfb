"""An event log in XES, read from its beginning to its end, as a sheet of traces and one of events.

What is read is let go of at once: only the two tables are kept. A log has no need of a document type, so one that has
any is refused, and with it every entity that a file could define: nothing is expanded, and nothing is fetched.
"""

import gzip
import io
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final, NoReturn
from xml.parsers import expat

from attrs import define, field

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.files import content_of
from omicheck.records.event_logs import CASE_NAME, EVENTS, NAME, TIMESTAMP, TRACES, TRANSITION
from omicheck.records.event_logs.attributes import Attributes, Columns
from omicheck.records.event_logs.values import HOLDERS, PLAIN
from omicheck.records.sheets.grid import Cell, Grid
from omicheck.records.tables import not_readable
from omicheck.records.xml_pieces import UnknownEncodingError, parse_in_pieces

# Nothing in a log is as long as this; what goes on for longer without an end would fill the memory.
_LONGEST: Final = 1 << 24
_DEEPEST: Final = 50
_EXPECTED: Final = "an event log in XES"
# What is in a log beside its traces and events, none of which says anything of a case: the names of extensions, what
# attributes there are in all traces and events, with examples, and which attributes tell events apart.
_ABOUT_THE_LOG: Final = ("extension", "global", "classifier")


# What may be asked of the events of every log.
_OF_EVENTS: Final = (CASE_NAME, NAME, TIMESTAMP, TRANSITION)


def read_xes_file(file: Path, content: bytes | None = None) -> tuple[Grid, ...]:
    """The traces and the events of a log, a sheet each.

    A trace has its attributes. An event has its own, and the reference of its trace as `case:concept:name`. What the
    log declares of all of them (`global`) may be asked for where none has it; its value there is an example, which
    nothing is taken for.

    Args:
        file: the file, whose name ends with `.xes` or, if it is compressed, `.xes.gz`.
        content: its bytes, where they have been read.

    Raises:
        RecordsUnreadableError: it cannot be read, or it is no log.
    """
    reader = _Reader(str(file))
    try:
        with _opened(file, content_of(file) if content is None else content) as stream:
            reader.read(stream)
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise _unreadable(str(file), None, f"a file that is not compressed as .gz is ({error})") from error
        raise RecordsUnreadableError((not_readable(str(file), error),)) from error
    except (EOFError, zlib.error) as error:
        raise _unreadable(str(file), None, f"a compressed file that is cut off or damaged ({error})") from error
    return (
        _grid(file, TRACES, reader.traces, (NAME, *reader.declared["trace"])),
        _grid(file, EVENTS, reader.events, (*_OF_EVENTS, *reader.declared["event"])),
    )


def _opened(file: Path, content: bytes) -> IO[bytes]:
    stream = io.BytesIO(content)
    return gzip.open(stream) if file.name.lower().endswith(".gz") else stream  # type: ignore[return-value]  # bytes


def _grid(file: Path, title: str, columns: Columns, declared: Sequence[str]) -> Grid:
    headings: list[Cell] = [*columns.places]
    rows = [headings, *columns.rows]
    return Grid(f"{file}[{title}]", title, rows, [1, *columns.lines], declared=declared)


def _unreadable(name: str, line: int | None, found: str, expected: str = _EXPECTED) -> RecordsUnreadableError:
    return RecordsUnreadableError((Problem(name, line, "", found, expected),))


@define(eq=False)
class _Reader:
    """Takes elements as they begin and end.

    Attributes:
        name: the file.
        traces: the traces so far.
        events: the events so far.
        declared: what attributes the log says that its traces and events have, by `trace` and `event`.
    """

    name: str
    traces: Columns = field(factory=Columns)
    events: Columns = field(factory=lambda: Columns({CASE_NAME: 0}))
    declared: dict[str, list[str]] = field(factory=lambda: {"trace": [], "event": []})
    _scope: str = field(init=False, default="event")
    _path: list[str] = field(init=False, factory=list)
    _of: list[Attributes] = field(init=False, factory=list)
    _first_event: int = field(init=False, default=0)
    _parser: expat.XMLParserType = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Makes the parser, which knows names without what stands before them."""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, stream: IO[bytes]) -> None:
        """Reads a file.

        Raises:
            RecordsUnreadableError: it is no log.
        """
        try:
            for unfinished in parse_in_pieces(self._parser, stream):
                if unfinished > _LONGEST:
                    self._wrong(f"more than {_LONGEST:,} bytes without the end of a tag")
        except UnknownEncodingError:
            self._wrong("text in an encoding that is not known", f"{_EXPECTED}, in UTF-8")
        except expat.ExpatError as error:
            found = f"text that is not XML: {expat.ErrorString(error.code)}"
            raise _unreadable(self.name, error.lineno, found, f"{_EXPECTED}, to its end; was it cut off?") from error

    def _refuse(self, *_: object) -> NoReturn:
        self._wrong("a document type (<!DOCTYPE), which could define anything", f"{_EXPECTED}, which has none")

    def _wrong(self, found: str, expected: str = _EXPECTED) -> NoReturn:
        raise _unreadable(self.name, self._parser.CurrentLineNumber, found, expected)

    def _begin(self, full_name: str, attributes: Mapping[str, str]) -> None:
        name = full_name.rpartition(" ")[2]
        path = self._path
        if not path and name != "log":
            self._wrong(f"<{name}>", f"{_EXPECTED}, which is a <log>")
        if len(path) >= _DEEPEST:
            self._wrong(f"attributes within attributes, {_DEEPEST} deep", "the few levels of a log")
        path.append(name)
        if name == "global":
            self._scope = attributes.get("scope", "event")
        if name == "trace" and path == ["log", "trace"]:
            self.traces.begin(self._parser.CurrentLineNumber)
            self._first_event = len(self.events.rows)
            self._of.append(Attributes(self.traces, len(self.traces.rows) - 1))
        elif name == "event" and path[:-1] in (["log"], ["log", "trace"]):
            self.events.begin(self._parser.CurrentLineNumber)
            self._of.append(Attributes(self.events, len(self.events.rows) - 1))
        elif name in (*PLAIN, *HOLDERS):
            self._attribute(name, attributes)
        elif not (name == "values" and path[-2:-1] == ["list"]) and name not in (*_ABOUT_THE_LOG, "log"):
            self._wrong(f"<{name}> in <{path[-2]}>")

    def _attribute(self, kind: str, attributes: Mapping[str, str]) -> None:
        if self._path[1] in _ABOUT_THE_LOG:
            if self._path[1:-1] == ["global"] and "key" in attributes:
                self.declared.setdefault(self._scope, []).append(attributes["key"])
            return
        key, value = attributes.get("key"), attributes.get("value")
        if key is None or (value is None and kind in PLAIN):
            self._wrong(f"<{kind}> without {'a key' if key is None else 'a value'}", "an attribute with both")
        if self._of:
            self._of[-1].begin(kind, key, value)

    def _end(self, full_name: str) -> None:
        name = full_name.rpartition(" ")[2]
        path = self._path
        path.pop()
        if name == "event" and path in (["log"], ["log", "trace"]):
            self._of.pop()
        elif name == "trace" and path == ["log"]:
            self._of.pop()
            self._name_events()
        elif name in (*PLAIN, *HOLDERS) and self._of:
            self._of[-1].end()

    def _name_events(self) -> None:
        """Writes the reference of the trace that ends beside each of its events."""
        place = self.traces.places.get(NAME)
        cells = self.traces.rows[-1]
        if place is not None and place < len(cells):
            for event in self.events.rows[self._first_event :]:
                event[:1] = [cells[place]]
