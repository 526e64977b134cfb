"""Reads very many damaged files; README.md says how it is run."""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108, a folder of its own is made in it


def main(arguments: list[str]) -> None:
    """Runs as the arguments say."""
    match arguments:
        case ["atheris", reader, report, *more]:
            from fuzz.by_coverage import run  # noqa: PLC0415, it has to be first to import the package

            run(reader, report, more)
        case ["part", reader, count, begin, folder, report]:
            from fuzz.running import read_many  # noqa: PLC0415, as above

            read_many(reader, int(count), int(begin), Path(folder), Path(report))
        case ["growth", count, begin, minutes, *names]:
            from fuzz.growth import main as measure  # noqa: PLC0415, as above
            from fuzz.readers import READERS  # noqa: PLC0415, as above

            measure(names or list(READERS), int(count), int(begin), float(minutes))
        case _:
            _all(arguments)


def _all(arguments: list[str]) -> None:
    from fuzz.readers import READERS  # noqa: PLC0415, as above
    from fuzz.running import some_seed, watched  # noqa: PLC0415, as above

    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"some of: {', '.join(READERS)} (default: all)")
    parser.add_argument("--count", type=int, default=1_000, help="how many damaged files of each kind (default: 1000)")
    parser.add_argument("--begin", type=int, help="which files are drawn, to draw the same again (default: others)")
    parser.add_argument("--folder", type=Path, help="where files are written and those that matter stay")
    parser.add_argument("--minutes", type=float, default=1e6, help="for how long, for each kind (default: to the end)")
    options = parser.parse_args(arguments)
    folder = options.folder or Path(
        tempfile.mkdtemp(prefix="omicheck-fuzz-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None)
    )
    # A server of PostgreSQL runs as another user, and has its folder in it.
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    begin = some_seed() if options.begin is None else options.begin
    for name in options.readers or READERS:
        until = time.monotonic() + options.minutes * 60
        told = watched(name, options.count, begin, folder.resolve(), until)
        print(json.dumps(told), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
