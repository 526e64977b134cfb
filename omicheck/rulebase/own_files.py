"""What a rules folder says of itself: which edition it is, and by which bank holidays it counts."""

import os
from itertools import islice
from pathlib import Path

from omicheck.bank_holidays import Calendar
from omicheck.model.edition import Edition
from omicheck.rulebase.edition_file import EDITION, read_edition
from omicheck.rulebase.files import RuleFiles
from omicheck.rulebase.holidays import HOLIDAYS, read_holidays


def read_own_files(
    folder: Path, beside: Path | None, files: RuleFiles
) -> tuple[list[Path], Calendar | None, tuple[Edition, ...]]:
    """What a folder says of itself: the files, its bank holidays and its edition, if it has one.

    Args:
        folder: the folder.
        beside: the rules folder in which it stands, whose bank holidays it counts by where it has none of its own.
        files: its files, which take the problems.
    """
    folders = [one for one in (folder, beside) if one is not None]
    # A link that leads nowhere, or a folder of that name, is there, and told of when it is read.
    holidays = (one / HOLIDAYS for one in folders if os.path.lexists(one / HOLIDAYS))
    own = [*islice(holidays, 1), *(file for file in [folder / EDITION] if os.path.lexists(file))]
    calendar, edition = None, None
    for file in own:
        if file.name == HOLIDAYS:
            calendar = files.made_of(file, read_holidays)
        else:
            edition = files.made_of(file, read_edition)
    return own, calendar, () if edition is None else (edition,)
