"""An earlier run made again, and what came of it held against what came of it then.

Inputs are compared first, as whatever else differs may be for their sake; then what was found, and then the bytes that
were written, where nothing that stands in them besides is another now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from omicheck.errors import ExitStatus
from omicheck.row_files.earlier_run import IN_FOLDER, EarlierRun, rows_in
from omicheck.row_files.file_hashes import file_hashes, is_as_hashed
from omicheck.text import counted
from omicheck.use_cases.row_differences import Found, first_by_hashes, first_by_rows

Standing = Literal["same", "differs", "not_compared"]


@frozen
class Compared:
    """One thing that was compared, or could not be.

    Attributes:
        what: what it is.
        standing: what became of it.
        told: more of it, in words; empty where there is nothing to add.
    """

    what: str
    standing: Standing
    told: str = ""


@frozen(eq=False)
class Again:
    """The run, made again.

    Attributes:
        manifest: its manifest.
        output: the file or folder that it wrote.
        rows: gives the rows by case, rule and occurrence, of a check; the run is made once more for them.
    """

    manifest: Mapping[str, Any]
    output: Path
    rows: Callable[[], Found]


@frozen(eq=False)
class VerifyResult:
    """What came of a run that was made again.

    Attributes:
        earlier: the earlier run.
        remarks: what is another now, and should change nothing: versions and the evaluator.
        inputs: what went in, compared.
        found: what came out, compared.
    """

    earlier: EarlierRun
    remarks: Sequence[str]
    inputs: Sequence[Compared]
    found: Sequence[Compared]

    @property
    def status(self) -> ExitStatus:
        """The exit status that this calls for."""
        differs = any(one.standing == "differs" for one in (*self.inputs, *self.found))
        return ExitStatus.FOUND if differs else ExitStatus.NOTHING_FOUND


def verify(earlier: EarlierRun, run_again: Callable[[], Again]) -> VerifyResult:
    """Makes a run again, and compares.

    Args:
        earlier: the run.
        run_again: makes it.

    Raises:
        CommandWrongError: it cannot be made.
    """
    again = run_again()
    remarks = list(_remarks(earlier.manifest, again.manifest))
    inputs = list(_inputs(earlier.manifest, again.manifest))
    is_other = earlier.manifest["omicheck"] != again.manifest["omicheck"]
    why = _why_no_bytes(earlier, again.manifest, inputs, is_other=is_other)
    found = [*_results(earlier, again, why), *_outputs(earlier, again, why)]
    return VerifyResult(earlier, remarks, inputs, found)


def _remarks(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What is another now of what should change nothing."""
    if then["omicheck"] != now["omicheck"]:
        yield f"omicheck was {then['omicheck']} then and is {now['omicheck']} now: what differs may be for that"
    if "python" in then and then["python"] != now["python"]:
        yield f"Python was {then['python']} then and is {now['python']} now"
    libraries = then.get("libraries", {})
    for name, version in libraries.items():
        if now["libraries"].get(name) != version:
            yield f"{name} was {version or 'missing'} then and is {now['libraries'].get(name) or 'missing'} now"
    if "engine" in then and then["engine"] != now.get("engine"):
        yield f"the evaluator was {then['engine']} then and is {now.get('engine')} now"


def _inputs(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Compared]:
    yield from _records(then["input"]["sha256"], now["input"]["sha256"])
    yield _hash("rules", then["rules"].get("sha256"), now["rules"]["sha256"])
    if then["rules"].get("evaluated") != now["rules"]["evaluated"]:
        gone, new = (
            sorted(set(a) - set(b)) for a, b in _both_ways(then["rules"]["evaluated"], now["rules"]["evaluated"])
        )
        told = [*(f"{name} then only" for name in gone), *(f"{name} now only" for name in new)]
        yield Compared("rules that were evaluated", "differs", ", ".join(told))
    if then["as_of"] != now["as_of"]:
        yield Compared("audit date", "differs", f"{then['as_of']} then, {now['as_of']} now")
    files, others = (run["run"].get("files", {}) for run in (then, now))
    for name, hashes in files.items():
        yield _hash(name.replace("_", " "), hashes, others.get(name))
    if then.get("calendar") != now.get("calendar"):
        yield Compared("bank holidays", "differs", "the program has others now")


def _both_ways(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    yield first, second
    yield second, first


def _hash(what: str, then: object, now: object) -> Compared:
    return Compared(what, "same") if then == now else Compared(what, "differs", "other bytes than then")


def _records(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Compared]:
    """The files of records, by their hashes; one may have another name."""
    if not then and not now:
        yield Compared("records", "not_compared", "what they come from has no hash")
    by_hash = {made: name for name, made in now.items() if name not in then}
    for name, made in then.items():
        what = f"records {name}"
        if now.get(name) == made:
            yield Compared(what, "same")
        elif made in by_hash:
            yield Compared(what, "same", f"called {by_hash.pop(made)} now")
        elif name in now or len(then) == len(now) == 1:
            called = "" if name in now else f" (called {next(iter(now))} now)"
            yield Compared(what, "differs", f"other bytes than then{called}")
        else:
            yield Compared(what, "differs", "not there now")
    if len(now) > len(then):
        yield Compared("records", "differs", f"{counted(len(now), 'file')} now, {len(then)} then")


def _why_no_bytes(earlier: EarlierRun, now: Mapping[str, Any], inputs: Sequence[Compared], *, is_other: bool) -> str:
    """Why what was written cannot be the same byte for byte; empty if it has to be."""
    if is_other:
        return "it may tell the version of omicheck, which is another"
    if any(one.standing == "differs" for one in inputs):
        return "it may tell hashes of what went in, which is not the same"
    if list(earlier.manifest["input"]["sha256"]) != list(now["input"]["sha256"]):
        return "it may tell the name of the records, which is another"
    if earlier.options.get("path") != now["run"]["options"].get("path"):
        return "it may tell where the records lie, which is another place"
    return ""


def _results(earlier: EarlierRun, again: Again, why: str) -> Iterator[Compared]:
    """What was found, by its hashes: rows of a check, or the parts of what else it was."""
    then, now = earlier.manifest, again.manifest
    if "rows" in then and "rows" in now:
        rows, others = then["rows"], now["rows"]
        if rows.get("sha256") == others["sha256"]:
            yield Compared("rows", "same", f"{others['rows']:,} rows of {counted(others['cases'], 'case')}")
        else:
            # Of one format, so that fields are written alike.
            kept, made = _kept_rows(earlier), rows_in(again.output)
            told = first_by_rows(kept, made) if kept and made else first_by_hashes(rows, others, again.rows())
            yield Compared("rows", "differs", told)
    if "result" in then and "result" in now:
        yield _result(then["result"], now["result"], earlier.command, why)


def _result(then: Mapping[str, Any], now: Mapping[str, Any], command: str, why: str) -> Compared:
    if then.get("sha256") == now["sha256"]:
        return Compared("what was found", "same")
    if command == "report" and why:
        return Compared("what was found", "not_compared", why)
    before, after = then.get("parts", {}), now["parts"]
    differ = [
        name
        for name in (*before, *(name for name in after if name not in before))
        if before.get(name) != after.get(name)
    ]
    first = f"first {differ[0]}; {len(differ)} of {len({*before, *after})} parts" if differ else ""
    return Compared("what was found", "differs", first)


def _kept_rows(earlier: EarlierRun) -> Found | None:
    """The rows of the earlier run, if what it wrote is still there as it was written."""
    then = earlier.manifest.get("output")
    if then is None or earlier.command != "check" or not is_as_hashed(then["path"], then["sha256"]):
        return None
    return rows_in(Path(then["path"]))


def _outputs(earlier: EarlierRun, again: Again, why: str) -> Iterator[Compared]:
    if earlier.folder is not None:
        yield _folder(f"rows in {earlier.file}", earlier.folder, again.output)
        return
    then, now = earlier.manifest.get("output"), again.manifest["output"]
    if then is not None:
        yield from _output(then, now, again.output, why)
    for written, made in zip(earlier.also, again.manifest.get("also", ()), strict=True):
        yield from _output(written, made, Path(made["path"]), why)


def _output(then: Mapping[str, Any], now: Mapping[str, Any], again: Path, why: str) -> Iterator[Compared]:
    """What was written, held against the same made again, and as it lies there now."""
    what = f"bytes of {then['path']}"
    written_by, other = then.get("written_by"), now.get("written_by")
    if list(then["sha256"].values()) == list(now["sha256"].values()):
        yield Compared(what, "same")
    elif why:
        yield Compared(what, "not_compared", why)
    elif written_by != other:
        yield Compared(what, "not_compared", f"{written_by} wrote it, and {other} does now")
    else:
        yield Compared(what, "differs", "made again it has other bytes")
    lies_there = is_as_hashed(then["path"], then["sha256"])
    if lies_there is None:
        yield Compared(f"{then['path']} as it lies there", "not_compared", "it is not there any more")
    elif not lies_there:
        kept, made = rows_in(Path(then["path"])), rows_in(again)
        where = f": {first_by_rows(kept, made, ('there', 'made again'))}" if kept and made else ""
        yield Compared(f"{then['path']} as it lies there", "differs", f"it is not what the run wrote{where}")


def _folder(what: str, folder: Path, made: Path) -> Compared:
    """A folder of rows in Parquet, held against the same made again."""
    then, now = (
        {name: one for name, one in file_hashes(str(of)).items() if name != IN_FOLDER} for of in (folder, made)
    )
    if then == now:
        return Compared(what, "same", f"{counted(len(now), 'file')}, byte for byte")
    kept, others = rows_in(folder), rows_in(made)
    if kept is None or others is None:
        return Compared(what, "differs", "they cannot be read" if kept is None else "there are none now")
    told = first_by_rows(kept, others)
    return Compared(what, "differs" if told else "same", told or "other bytes, as another version of pyarrow writes")
