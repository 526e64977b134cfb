"""Names of files for groups of cases: such as any system can have, and none of them twice."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from omicheck.groups import Group, group_name, groups_in_order

# What the list of the files in their folder is called.
LIST_NAME: Final = "omicheck-groups"
# What stands for something in a name on one system or another, or cannot stand in one.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*~$%`\x00-\x1f]+')
_BLANKS: Final = re.compile(r"\s+")
# Windows takes these for devices, whatever stands after a dot.
_DEVICES: Final = re.compile(r"^(con|prn|aux|nul|conin|conout|clock|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
# In bytes: systems allow 255, of which suffixes and what tells doubles apart need some.
_LONGEST: Final = 120
_UNNAMED: Final = "unnamed"
# What is neither seen nor a letter: controls, formats, surrogates, what has no meaning yet or a private one.
_INVISIBLE: Final = ("Cc", "Cf", "Cs", "Cn", "Co")
_DIGITS: Final = (8, 16, 64)


def file_names(groups: Iterable[Group]) -> Mapping[Group, str]:
    """A name without a suffix for each group, which says the group as well as a name of a file can.

    Groups whose names would be one, also to a system that does not tell capitals from small letters, have some digits
    after them, which are always the same for a group.

    Args:
        groups: the groups, in any order.

    Examples:
        >>> dict(file_names(["East", "North/West", "CON", None]))
        {'CON': 'CON-', 'East': 'East', 'North/West': 'North-West', None: 'not recorded'}
    """
    names = {group: _plain(group) for group in groups_in_order(groups)}
    for digits in _DIGITS:
        alike: defaultdict[str, list[Group]] = defaultdict(list)
        for group, name in names.items():
            alike[_folded(name)].append(group)
        doubles = [group for those in alike.values() if len(those) > 1 for group in those if group is not None]
        if not doubles:
            break
        names |= {group: f"{_plain(group)}-{_hash(group)[:digits]}" for group in doubles if group is not None}
    return names


def _plain(group: Group) -> str:
    text = unicodedata.normalize("NFC", group_name(None) if group is None else group)
    text = "".join(one for one in text if one.isspace() or unicodedata.category(one) not in _INVISIBLE)
    text = _FORBIDDEN.sub("-", _BLANKS.sub(" ", text))
    # Some systems take a name that begins with a dash for an option.
    text = text.lstrip(" .-").encode()[:_LONGEST].decode(errors="ignore").rstrip(" .") or _UNNAMED
    return f"{text}-" if _folded(text) == LIST_NAME else _DEVICES.sub(r"\1-\2", text)


def _folded(name: str) -> str:
    """A name as a system sees it that tells neither capitals nor ways to write a letter apart."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())


def _hash(group: str) -> str:
    return hashlib.sha256(group.encode()).hexdigest()
