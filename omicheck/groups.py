"""Cases by the value of a text field, such as their office: the one notion of a group.

A group is what the cases with one value of a text field are; those without a value are a group of their own, whose
value is None and which is told as `not recorded`, so that groups always hold every case once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from omicheck.errors import RequestWrongError, nearest_name, one_of
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.text import printable

# The value of a group.
Group = str | None
_Member = TypeVar("_Member")

NOT_RECORDED: Final = "not recorded"
# Whose a case is, as far as a vocabulary has words for it: what a list that a person opens says of each case.
WHOSE: Final = ("office", "offender_manager")
# Every case has another one.
_CASE_ID: Final = "case_id"


def text_fields(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fields that cases can be grouped by, in the order of the vocabulary."""
    return tuple(name for name, type_ in vocabulary.fields.items() if type_.kind == "text" and name != _CASE_ID)


def grouping_fields(names: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fields that cases are to be grouped by, each once.

    Args:
        names: as they were asked for.
        vocabulary: the words of the records.

    Raises:
        RequestWrongError: one of them is no text field; it is asked for as `by`.
    """
    known = text_fields(vocabulary)
    for name in names:
        if name not in known:
            expected = f"a text field of the records: {one_of(known)}" if known else "a field, but none holds a text"
            raise RequestWrongError(("by",), repr(name), expected, nearest_name(name, known))
    return tuple(dict.fromkeys(names))


def whose_fields(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those of `WHOSE` that the vocabulary has as text fields."""
    known = text_fields(vocabulary)
    return tuple(name for name in WHOSE if name in known)


def group_of(case: Case, field: str) -> Group:
    """The group of a case by a text field; None where it has no value."""
    value = case.fields.get(field)
    return None if value is None else str(value)


def group_name(group: Group) -> str:
    """A group as it is told to people."""
    return NOT_RECORDED if group is None else printable(group)


def groups_in_order(groups: Iterable[Group]) -> list[Group]:
    """Groups, each once, by name and never by rank; cases without a value come last.

    Examples:
        >>> groups_in_order(["west", None, "East", "West"])
        ['East', 'West', 'west', None]
    """
    return sorted(set(groups), key=lambda group: (group is None, (group or "").casefold(), group or ""))


def members_of_groups(groups: Sequence[Group], members: Iterable[_Member]) -> Mapping[Group, list[_Member]]:
    """The members of each group, the groups in order and the members as they come.

    Args:
        groups: the group of each member.
        members: what is put together, as many as there are groups.
    """
    found: defaultdict[Group, list[_Member]] = defaultdict(list)
    for group, member in zip(groups, members, strict=True):
        found[group].append(member)
    return {group: found[group] for group in groups_in_order(found)}


def cases_by_group(cases: Sequence[Case], field: str) -> Mapping[Group, list[Case]]:
    """The cases of each group by a text field; every case is in one group.

    Args:
        cases: the cases.
        field: one of `text_fields`.
    """
    return members_of_groups([group_of(case, field) for case in cases], cases)
