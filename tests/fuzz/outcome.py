"""How one reading of a damaged file ended."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from attrs import frozen

from fuzz.reader import Reader, written
from omicheck.errors import OmicheckError

Ending = Literal["read", "some refused", "refused", "not foreseen", "no place"]
_OURS: Final = "/omicheck/"


@frozen
class Outcome:
    """How a reading ended.

    Attributes:
        ending: how, in a word.
        where: of an error that was not foreseen its class and the places in our code that it passed, the last first.
    """

    ending: Ending
    where: str = ""


def outcome(reader: Reader, files: Mapping[str, bytes], folder: Path) -> Outcome:
    """Writes files and reads them.

    Args:
        reader: what reads them.
        files: the bytes of each, by name.
        folder: where they are written.
    """
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    try:
        told = written(reader.read(folder))
        told.encode()
    except OmicheckError as error:
        text = str(error)
        if _is_unwritable(text):
            return Outcome("not foreseen", f"a text that cannot be written: {text!a:.200}")
        return Outcome("refused") if reader.place(folder) in text else Outcome("no place", text[:200])
    except Exception as error:  # noqa: BLE001, that is what is looked for
        return Outcome("not foreseen", _place(error))
    return Outcome("some refused" if told else "read")


def _is_unwritable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _place(error: BaseException) -> str:
    frames = [
        f"{frame.filename.rpartition(_OURS)[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if _OURS in frame.filename
    ]
    return f"{type(error).__name__} at {' < '.join(frames[:-4:-1])}"
