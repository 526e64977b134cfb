"""What reads records, in every form that they come in."""

import io
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from fuzz import damage, seeds
from fuzz.reader import Reader, fines, one, rules, workbook
from omicheck.plain_data import compact_json
from omicheck.records.mapping.model import RecordMapping
from omicheck.records.mapping.records import read_mapped_records
from omicheck.records.raw_records import Rejected
from omicheck.records.read import read_records
from omicheck.use_cases.mappings import (
    check_mapping_file,
    extract_of,
    propose_mapping,
    read_by_mapping,
    read_mapping_file,
)

_FIXTURES: Final = seeds.FIXTURES
_EXTRACT: Final = _FIXTURES / "extracts" / "uk-csv"
_NAMES: Final = ("cases.csv", "contacts.csv")


def _records(name: str, folder: Path) -> Iterable[Rejected]:
    prefix, _, rest = name.rpartition("///")
    path = f"{prefix}///{folder / rest}" if prefix else str(folder / rest) if rest else str(folder)
    return read_records(path, rules().vocabulary, with_places=True).rejected


def _in_bulk(folder: Path) -> Iterable[Rejected]:
    from omicheck.records.bulk.json_lines import copy_lines  # noqa: PLC0415, heavy

    content = (folder / "cases.jsonl").read_bytes()
    copied = copy_lines(io.BytesIO(content), str(folder / "cases.jsonl"), rules().vocabulary, "cases.jsonl")
    return () if copied is None else copied.records.rejected


def _in_parts(folder: Path) -> Iterable[Rejected]:
    from omicheck.records.bulk.opening import hashes, open_sources  # noqa: PLC0415, heavy
    from omicheck.records.bulk.parts import cut  # noqa: PLC0415, heavy
    from omicheck.records.bulk.rejects import read_part  # noqa: PLC0415, heavy

    sources = open_sources(str(folder), rules().vocabulary)
    refused = [one for _, part in cut(sources, 2).read() for one in read_part(part, sources, rules().vocabulary)[1]]
    hashes(sources)
    return refused


def _by_mapping(folder: Path) -> Iterable[Rejected]:
    return read_by_mapping(str(folder), folder / "mapping.yaml", rules().vocabulary, with_places=True).rejected


def _mapped(extract: str, folder: Path) -> Iterable[Rejected]:
    """Records by a mapping that is good, and is read once for all."""
    mapping = _mapping((folder / "mapping.yaml").read_bytes(), folder / "mapping.yaml")
    path = extract_of(str(folder / extract if extract else folder))
    return read_mapped_records(path, mapping, rules().vocabulary, with_places=True).records.rejected


@lru_cache(maxsize=1)
def _mapping(_: bytes, file: Path) -> RecordMapping:
    return read_mapping_file(file, rules().vocabulary)


def _proposed(folder: Path) -> Iterable[Rejected]:
    """A mapping that is proposed for what is there, and what it makes of that."""
    (folder / "mapping.yaml").unlink(missing_ok=True)
    mapping = folder / "proposed" / "mapping.yaml"
    mapping.parent.mkdir(exist_ok=True)
    mapping.write_text(propose_mapping(str(folder), rules()), encoding="utf-8")
    check_mapping_file(str(folder), mapping, rules())
    return ()


def _log(folder: Path) -> Iterable[Rejected]:
    return read_by_mapping(str(folder / "log.xes"), folder / "mapping.yaml", fines().vocabulary).rejected


def _json(_: Path) -> bytes:
    return compact_json({"as_of": seeds.AS_OF, "cases": seeds.records()}).encode()


def _json_lines(_: Path) -> bytes:
    return b"".join(compact_json(record).encode() + b"\n" for record in seeds.records())


def _csv(_: Path) -> Mapping[str, bytes]:
    return {f"{table}.csv": seeds.csv(rows) for table, rows in seeds.tables().items()}


def _parquet(folder: Path) -> Mapping[str, bytes]:
    return {f"{table}.parquet": content for table, content in seeds.parquet(folder).items()}


def _extract(_: Path) -> Mapping[str, bytes]:
    some = {name: b"".join((_EXTRACT / name).read_bytes().splitlines(keepends=True)[:12]) for name in _NAMES}
    return {**some, "mapping.yaml": (_EXTRACT / "mapping.yaml").read_bytes()}


def _extract_book(folder: Path) -> Mapping[str, bytes]:
    sheets = {
        name.removesuffix(".csv"): [line.split(",") for line in content.decode("utf-8-sig").splitlines()]
        for name, content in _extract(folder).items()
        if name in _NAMES
    }
    mapping = re.sub(rb"file: (\w+)\.csv", rb"sheet: \1", (_EXTRACT / "mapping.yaml").read_bytes())
    return {"book.xlsx": seeds.workbook(folder, ".xlsx", sheets), "mapping.yaml": mapping}


def _log_files(_: Path) -> Mapping[str, bytes]:
    mapping = (_FIXTURES / "road-traffic-fines" / "mapping.yaml").read_bytes()
    return {"log.xes": seeds.log(), "mapping.yaml": mapping}


def _document_files(_: Path) -> Mapping[str, bytes]:
    folder = _FIXTURES / "extracts" / "case-system-json"
    return {name: (folder / name).read_bytes() for name in ("persons.json", "mapping.yaml")}


RECORDS: Final[Mapping[str, Reader]] = {
    "json": Reader(one("cases.json", _json), {"cases.json": damage.document}, partial(_records, "cases.json")),
    "json-lines": Reader(
        one("cases.jsonl", _json_lines), {"cases.jsonl": damage.lines}, partial(_records, "cases.jsonl")
    ),
    "json-lines-in-bulk": Reader(one("cases.jsonl", _json_lines), {"cases.jsonl": damage.lines}, _in_bulk),
    "csv": Reader(_csv, dict.fromkeys(("cases.csv", "events.csv", "answers.csv"), damage.text), partial(_records, "")),
    "csv-in-parts": Reader(_csv, dict.fromkeys(("cases.csv", "events.csv", "answers.csv"), damage.text), _in_parts),
    "xlsx": Reader(
        one("book.xlsx", workbook(".xlsx", seeds.tables)),
        {"book.xlsx": damage.archive},
        partial(_records, "book.xlsx"),
    ),
    "ods": Reader(
        one("book.ods", workbook(".ods", seeds.tables)), {"book.ods": damage.archive}, partial(_records, "book.ods")
    ),
    "parquet": Reader(
        _parquet, dict.fromkeys(("cases.parquet", "events.parquet", "answers.parquet"), damage.binary), _in_parts
    ),
    "sqlite": Reader(
        one("base.sqlite", seeds.sqlite), {"base.sqlite": damage.binary}, partial(_records, "sqlite:///base.sqlite")
    ),
    "duckdb": Reader(
        one("base.duckdb", seeds.duckdb), {"base.duckdb": damage.binary}, partial(_records, "duckdb:///base.duckdb")
    ),
    "xes": Reader(_log_files, {"log.xes": damage.text}, _log),
    "mapping": Reader(_extract, {"mapping.yaml": damage.yaml}, _by_mapping),
    "proposed": Reader(_extract, dict.fromkeys(_NAMES, damage.text), _proposed),
    "proposed-xlsx": Reader(
        one("book.xlsx", workbook(".xlsx", seeds.tables)),
        {"book.xlsx": damage.archive},
        _proposed,
    ),
    "mapped-csv": Reader(_extract, dict.fromkeys(_NAMES, damage.text), partial(_mapped, "")),
    "mapped-xlsx": Reader(_extract_book, {"book.xlsx": damage.archive}, partial(_mapped, "book.xlsx")),
    "mapped-json": Reader(_document_files, {"persons.json": damage.text}, partial(_mapped, "persons.json")),
}
