"""The same with files that atheris makes: it keeps those that reach code that none has reached before.

Atheris is no dependency of the project: `pip install atheris` into an environment of your own that has the project's.
"""

import sys
import tempfile
from pathlib import Path


def run(name: str, report: str, arguments: list[str]) -> None:
    """Reads files of a kind until atheris is told to end; of a workbook the largest sheet is what it makes.

    Args:
        name: of the kind.
        report: the file that tells, now and then, how all readings until then ended.
        arguments: for atheris, such as `-runs=100000`.
    """
    import atheris  # type: ignore[import-untyped]  # noqa: PLC0415, see above

    # Nothing of the package may have been imported before.
    with atheris.instrument_imports(include=["omicheck"]):
        from fuzz.readers import READERS  # noqa: PLC0415, see above
        from fuzz.tally import Tally  # noqa: PLC0415, see above
        from fuzz.workbook_parts import largest_sheet, with_sheet  # noqa: PLC0415, see above
    reader = READERS[name]
    folder = Path(tempfile.mkdtemp(prefix="omicheck-atheris-"))
    (folder / "known").mkdir()
    good = dict(reader.files(folder))
    file = next(iter(reader.damages))
    is_workbook = file.endswith((".xlsx", ".ods"))
    (folder / "known" / "good").write_bytes(largest_sheet(good[file]) if is_workbook else good[file])
    tally = Tally(reader, good, folder / "read")

    def read_one(content: bytes) -> None:
        tally.read(file, with_sheet(good[file], content) if is_workbook else content)
        if tally.inputs % _AT_A_TIME == 0:
            tally.write(Path(report), name)

    atheris.Setup([sys.argv[0], str(folder / "known"), *arguments], read_one)
    atheris.Fuzz()


_AT_A_TIME = 100
