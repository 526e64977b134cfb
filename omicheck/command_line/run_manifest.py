"""The run manifest as a file of its own: how the command was given, what it read, and hashes of what it found.

Options stand in it as they were given, paths too, so that `omicheck verify` can run the command again. What is secret
or names a case does not, nor what changes nothing of what is found.
"""

import argparse
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from omicheck.command_line.writing import write
from omicheck.plain_data import compact_json
from omicheck.row_files.file_hashes import file_hashes, place_hash

if TYPE_CHECKING:
    from omicheck.command_line.further_files import FurtherFile
    from omicheck.output.row_digest import RowDigest

# The options that name files beside the records and the rules. Only a hash of these, as of records, is worth keeping.
FILES: Final = (
    *("mapping", "cases", "waivers", "baseline", "answers", "overrides", "grades", "figures", "framework", "context"),
    *("views", "good_practice", "recommendations", "last_recommendations", "earlier", "earlier_mapping", "judge"),
    "holidays",
)
# All that changes what is found or how it is written.
RECORDED: Final = (
    *(
        "path",
        "as_of",
        "rules",
        *FILES,
        "pseudonymise",
        "only",
        "leave_out",
        "by",
        "split_by",
        "fail_on",
        "new_only",
        "row_order",
    ),
    *("format", "details", "failures", "all_failures", "side", "resamples", "seed", "caseload", "explain"),
    *("fieldwork", "strength_from", "small_base", "publish", "within", "alarm", "size", "youngest", "oldest"),
    *("minimum", "replacements", "earlier_as_of", "edition", "beside"),
)
# What says how a command is carried out, where to, or what is told meanwhile; or may be secret, as settings of Spark.
LEFT_OUT: Final = (
    *("run", "help", "output", "also", "open", "force", "quiet", "no_color", "manifest", "workbook", "rejects"),
    *("write_recommendations", "all_problems", "show_values", "engine", "workers"),
    *("master", "spark_conf", "spark_log"),
)
# The formats whose bytes are those of a library too.
_WRITERS: Final = {"xlsx": "openpyxl", "parquet": "pyarrow", "ics": "icalendar", "html": "Jinja2"}
# References of cases: only their hash is kept.
CASE: Final = "case"


def add_manifest(parser: argparse.ArgumentParser) -> None:
    """Adds where the manifest is to be written."""
    about = "write there, as JSON, how the command was given, versions, counts and hashes, for omicheck verify"
    parser.add_argument("--manifest", metavar="FILE", help=about)


def row_digest(options: argparse.Namespace) -> "RowDigest | None":
    """What makes hashes of the rows, if a manifest is asked for."""
    if options.manifest is None:
        return None
    from omicheck.output.row_digest import RowDigest  # noqa: PLC0415, of use only here

    return RowDigest()


def write_run_manifest(
    options: argparse.Namespace,
    manifest: Mapping[str, Any],
    engine: str,
    rows: "RowDigest | None" = None,
    result: Mapping[str, Any] | None = None,
    run: Mapping[str, Any] | None = None,
) -> None:
    """Writes the manifest to the file that the options name, if they name one; after all else has been written.

    Args:
        options: those of the command.
        manifest: of the run.
        engine: the evaluator; empty where none was needed.
        rows: the hashes of the rows, of a command that finds such.
        result: the hashes of what was found, of any other.
        run: how the command was given, where that has been asked already, since files are hashed for it.

    Raises:
        CommandWrongError: it cannot be written.
    """
    if options.manifest is None:
        return
    from omicheck.manifest import with_machine  # noqa: PLC0415, heavy

    told = {
        **with_machine(manifest, engine),
        "run": run_of(options) if run is None else run,
        **({} if rows is None or not rows.rows else {"rows": rows.data()}),
        **({} if result is None else {"result": result}),
        **({} if options.output is None else {"output": _output(options)}),
        **({} if not getattr(options, "also", None) else {"also": [_also(one) for one in options.also]}),
    }
    write(options.manifest, (compact_json(told), "\n"))


def write_result_manifest(
    options: argparse.Namespace, manifest: Mapping[str, Any], engine: str, data: Mapping[str, Any]
) -> None:
    """Writes the manifest of a command that finds something else than rows.

    Args:
        options: those of the command, which name a file for it.
        manifest: of the run.
        engine: the evaluator; empty where none was needed.
        data: what was found, as JSON would hold it.

    Raises:
        CommandWrongError: it cannot be written.
    """
    from omicheck.output.result_digest import result_digest  # noqa: PLC0415, of use only here

    write_run_manifest(options, manifest, engine, result=result_digest(data))


def write_page_manifest(
    options: argparse.Namespace, manifest: Mapping[str, Any], engine: str, page: Sequence[str]
) -> None:
    """Writes the manifest of a command that writes a page, which is given in pieces.

    Raises:
        CommandWrongError: it cannot be written.
    """
    from omicheck.output.result_digest import page_digest  # noqa: PLC0415, of use only here

    write_run_manifest(options, manifest, engine, result=page_digest(page))


def run_of(options: argparse.Namespace) -> Mapping[str, Any]:
    """How a command was given, without what is secret, names a case, or changes nothing."""
    values = {name: getattr(options, name, None) for name in RECORDED}
    # By identity, as 0 is equal to False and is a value that was asked for: --seed 0, --youngest 0.
    kept = {name: value for name, value in values.items() if value is not None and value is not False and value != []}
    cases = getattr(options, CASE, None)
    files = {name: list(_files(options, name)) for name in FILES if getattr(options, name, None)}
    return {
        "command": options.run.__module__.rpartition(".")[2],
        "options": kept,
        **({} if not files else {"files": files}),
        **({} if not cases or isinstance(cases, str) else {"cases": case_hash(cases)}),
    }


def case_hash(cases: Sequence[str]) -> str:
    """The hash of the references of cases, whatever their order."""
    return hashlib.sha256("".join(f"{case}\n" for case in sorted(set(cases))).encode()).hexdigest()


def _files(options: argparse.Namespace, name: str) -> Iterator[str | None]:
    value = getattr(options, name)
    return map(place_hash, value if isinstance(value, list) else (value,))


def _output(options: argparse.Namespace) -> Mapping[str, Any]:
    """What was written as the command's output."""
    return _written(
        options.output, "xlsx" if options.format == "table" and getattr(options, "split_by", None) else options.format
    )


def _also(further: "FurtherFile") -> Mapping[str, Any]:
    """What was written beside the output."""
    return {"format": further.format, **_written(further.file, further.format)}


def _written(path: str, format_: str) -> Mapping[str, Any]:
    """What was written, where, and by which version of a library if one writes it."""
    from omicheck.manifest import library_version  # noqa: PLC0415, heavy

    library = _WRITERS.get(format_)
    return {
        "path": path,
        "sha256": file_hashes(path),
        **({} if library is None else {"written_by": f"{library} {library_version(library)}"}),
    }
