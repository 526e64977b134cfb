"""The same with files that atheris makes: it keeps those that reach code that none has reached before.

Atheris is no dependency of the project: `pip install atheris` into an environment of your own that has the project's.
"""

import sys
import tempfile
from pathlib import Path


def run(name: str, arguments: list[str]) -> None:
    """Reads files of a kind until atheris is told to end.

    Args:
        name: of the kind.
        arguments: for atheris, such as `-runs=100000`.
    """
    import atheris  # type: ignore[import-untyped]  # noqa: PLC0415, see above

    # Nothing of the package may have been imported before.
    with atheris.instrument_imports(include=["omicheck"]):
        from fuzz.outcome import outcome  # noqa: PLC0415, see above
        from fuzz.readers import READERS  # noqa: PLC0415, see above
    reader = READERS[name]
    folder = Path(tempfile.mkdtemp(prefix="omicheck-atheris-"))
    (folder / "read").mkdir()
    (folder / "known").mkdir()
    good = dict(reader.files(folder / "read"))
    file = next(iter(reader.damages))
    (folder / "known" / "good").write_bytes(good[file])

    def read_one(content: bytes) -> None:
        found = outcome(reader, {**good, file: content}, folder / "read")
        if found.where:
            raise AssertionError(f"{found.ending}: {found.where}")

    atheris.Setup([sys.argv[0], str(folder / "known"), *arguments], read_one)
    atheris.Fuzz()
