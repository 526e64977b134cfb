"""Names of files for groups of cases: such as any system can have, and none of them twice."""

import re
import unicodedata
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from awkward_groups import AWKWARD
from draws import draws
from omicheck.groups import Group
from omicheck.row_files.file_names import file_names

DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@draws(500)
@given(st.sets(st.none() | st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=130)))
@example({*AWKWARD, None})
def test_names_of_files_are_safe_and_unique(groups: set[Group]) -> None:
    names = file_names(groups)
    assert set(names) == groups
    folded = {unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", one).casefold()) for one in names.values()}
    assert len(folded) == len(groups)
    for name in names.values():
        assert re.search(r'[<>:"/\\|?*\x00-\x1f]', name) is None
        assert all(unicodedata.category(one)[0] != "C" for one in name)
        assert name == name.strip(" .")
        assert not name.startswith("-")
        assert DEVICES.fullmatch(name) is None
        assert name.casefold() != "omicheck-groups"
        assert 0 < len(f"{name}.parquet.part".encode()) <= 255
    # Whatever other groups there are, a name says which group it is of as far as it can, and is always the same.
    assert file_names(sorted(groups, key=str, reverse=True)) == names


def test_names_of_files_say_the_group() -> None:
    assert dict(file_names(["East", "west", "North/West", "CON", "a\tb", "", None, "not recorded", "EAST"])) == {
        "": "unnamed",
        "a\tb": "a b",
        "CON": "CON-",
        "EAST": "EAST-03825024",
        "East": "East-4e2cd851",
        "North/West": "North-West",
        "not recorded": "not recorded-ea80f83b",
        "west": "west",
        None: "not recorded",
    }
