"""Compares all that commands print and write, in this working tree and in another revision, byte for byte.

    python scripts/compare_outputs.py 9517fc4

Both programs get the same records and the same rules, those of the other revision unless `--given new`, in folders of
their own, and run the commands of `outputs/commands.yaml`. Compared are exit status, standard output, standard error
and every file that is written; of Parquet files and workbooks what is in them. A difference that is meant stands in
`outputs/differences.yaml`, with the reason. The exit status is 1 if anything else differs, if a command ended in a
traceback, or if a difference that is meant was not seen.

This is run by hand, since it needs the history of the repository; what always has to hold stands in the tests.
"""

import argparse
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import yaml

from fresh import ROOT
from outputs.differences import Compared, Expected, compared, expected_since
from outputs.given import make_given
from outputs.plan import Step, plan

COMMANDS: Final = ROOT / "scripts/outputs/commands.yaml"
DIFFERENCES: Final = ROOT / "scripts/outputs/differences.yaml"
SIDES: Final = ("old", "new")
# So many differences are shown in full; the folder that --keep names has all.
_SHOWN: Final = 30


def main() -> int:
    """Runs the commands on both sides, and tells what differs."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="omicheck-outputs-") as temporary:
        folder = Path(temporary) if options.keep is None else options.keep
        folder.mkdir(parents=True, exist_ok=True)
        found, unseen = _compare(folder.resolve(), options)
    _print_table(found)
    wrong = [one for one in found if one.is_wrong]
    for one in wrong[:_SHOWN]:
        print(f"\n$ omicheck {one.step.text}\n{one.told}")
    if len(wrong) > _SHOWN:
        print(f"\nand {len(wrong) - _SHOWN} more; --keep FOLDER keeps all that was printed and written")
    for expected in unseen:
        print(f"\nexpected, but not seen: {expected.because}")
    return int(bool(wrong or unseen))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", help="the other revision")
    parser.add_argument("--given", choices=SIDES, default="old", help="whose rules and fixtures (default: old)")
    parser.add_argument("--complete", action="store_true", help="only those cases of the sample that lack nothing")
    parser.add_argument("--group", action="append", metavar="NAME", help="only these groups of commands")
    parser.add_argument("--spark", action="store_true", help="the group that needs Java too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep all that was made there")
    return parser.parse_args()


def _compare(folder: Path, options: argparse.Namespace) -> tuple[list[Compared], list[Expected]]:
    """Every command with what differs, and the expected differences that were not seen."""
    _extract(options.revision, folder / "old/code")
    _copy_here(folder / "new/code")
    given = folder / options.given / "code"
    document = yaml.safe_load(COMMANDS.read_text(encoding="utf-8"))
    first, second = (folder / side for side in SIDES)
    make_given(first / "work", given, document["files"], only_complete=options.complete)
    shutil.copytree(first / "work", second / "work")
    (other,) = (side for side in SIDES if side != options.given)
    shutil.rmtree(folder / other / "code/rules")
    shutil.copytree(given / "rules", folder / other / "code/rules")
    steps = plan(document["groups"], folder / options.given / "work", options.group, with_spark=options.spark)
    _run(folder, steps)
    expected = expected_since(DIFFERENCES, _full(options.revision), _full)
    found = [compared(step, folder, expected) for step in steps]
    used = {one for each in found for one in each.explained}
    is_whole = options.group is None
    return found, [one for one in expected if is_whole and one not in used]


def _full(revision: str) -> str:
    return _git("rev-parse", revision).decode().strip()


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S607, any git


def _extract(revision: str, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(_git("archive", "--format=tar", revision))) as tar:
        tar.extractall(folder, filter="data")


def _copy_here(folder: Path) -> None:
    """The program, its rules and fixtures as they stand here, what is not committed too."""
    for name in ("omicheck", "rules", "fixtures"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))


def _run(folder: Path, steps: Sequence[Step]) -> None:
    """Runs all commands on both sides, each in a process of its own, at the same time."""
    (folder / "plan.yaml").write_text(yaml.safe_dump([step.as_data() for step in steps]), encoding="utf-8")
    worker = ROOT / "scripts/outputs/run_commands.py"
    running = [
        subprocess.Popen([sys.executable, str(worker), str(folder / "plan.yaml"), str(folder / side)]) for side in SIDES
    ]
    if any(one.wait() for one in running):
        raise SystemExit("the commands could not be run")


def _print_table(found: Sequence[Compared]) -> None:
    """How many commands of each group printed and wrote the same."""
    print(f"{'group':<16}{'commands':>9}{'the same':>10}{'as meant':>10}{'different':>11}")
    groups = dict.fromkeys(one.step.group for one in found)
    for group in (*groups, "all"):
        of_group = [one for one in found if group in (one.step.group, "all")]
        counts = Counter("wrong" if one.is_wrong else "meant" if one.explained else "same" for one in of_group)
        print(f"{group:<16}{len(of_group):>9}{counts['same']:>10}{counts['meant']:>10}{counts['wrong']:>11}")


if __name__ == "__main__":
    sys.exit(main())
