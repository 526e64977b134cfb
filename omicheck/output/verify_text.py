"""What came of a run that was made again, for people and as data."""

from collections.abc import Iterator, Mapping
from typing import Any

from omicheck.text import in_words, printable
from omicheck.use_cases.verify import VerifyResult


def verify_lines(result: VerifyResult) -> Iterator[str]:
    """What was compared, a line for each thing, each with its end."""
    run = result.earlier
    as_of = printable(run.manifest["as_of"])
    yield f"omicheck {run.command}, audit date {as_of}, made again as {run.file} tells it\n\n"
    compared = (*result.inputs, *result.found)
    for one in compared:
        told = f": {printable(one.told)}" if one.told else ""
        yield f"  {in_words(one.standing):<13}{printable(one.what)}{told}\n"
    for remark in result.remarks:
        yield f"  {'remark':<13}{printable(remark)}\n"
    differ = [one.what for one in compared if one.standing == "differs"]
    yield "\nThe same.\n" if not differ else f"\nNot the same: {printable(', '.join(differ))}.\n"


def verify_data(result: VerifyResult) -> Mapping[str, Any]:
    """The same as JSON would hold it."""
    inputs, found = (
        [{"what": one.what, "standing": one.standing, "told": one.told or None} for one in some]
        for some in (result.inputs, result.found)
    )
    return {
        "manifest": result.earlier.file,
        "command": result.earlier.command,
        "as_of": result.earlier.manifest["as_of"],
        "same": not result.status,
        "inputs": inputs,
        "found": found,
        "remarks": list(result.remarks),
    }
