"""Decision trees over integer facts.

A question such as "the first of these that holds" is turned into a tree: each inner node splits the codes
of one field at a cut, each leaf is an answer. So the leaves exclude each other and leave no fact out, which is
what durable-rules needs: it fires every rule that matches, and one whose facts match nothing is not answered.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from attrs import frozen

Answer = TypeVar("Answer")

# Which codes each field may have, both ends included.
Box = Mapping[str, tuple[int, int]]


@frozen
class Leaf(Generic[Answer]):
    """What is answered."""

    answer: Answer


@frozen
class Cut:
    """A field and the greatest code of its lower part: what has to be told apart next."""

    key: str
    at: int


@frozen
class Split(Generic[Answer]):
    """A cut with what follows below and above it."""

    cut: Cut
    low: "Tree[Answer]"
    high: "Tree[Answer]"


Tree = Leaf[Answer] | Split[Answer]


def grow(decide: Callable[[Box], Leaf[Answer] | Cut], box: Box) -> Tree[Answer]:
    """The tree that answers every fact in the box as `decide` does, however deep it is.

    Args:
        decide: for a part of the box, the answer that holds in all of it, or a cut that tells parts of it apart.
        box: the codes that the fields may have.
    """
    waiting: list[Box | Cut] = [box]
    grown: list[Tree[Answer]] = []
    while waiting:
        part = waiting.pop()
        if isinstance(part, Cut):
            # Both parts of the cut are grown, the lower one last.
            low, high = grown.pop(), grown.pop()
            grown.append(Split(part, low, high))
            continue
        found = decide(part)
        if isinstance(found, Leaf):
            grown.append(found)
            continue
        lowest, highest = part[found.key]
        low_part = {**part, found.key: (lowest, found.at)}
        high_part = {**part, found.key: (found.at + 1, highest)}
        waiting += [found, low_part, high_part]
    return grown[0]


def walked(tree: Tree[Answer], fact: Mapping[str, int]) -> Answer:
    """The answer of a tree for a fact, found in plain Python.

    Args:
        tree: the tree.
        fact: the code of each field.
    """
    while isinstance(tree, Split):
        tree = tree.low if fact[tree.cut.key] <= tree.cut.at else tree.high
    return tree.answer


def by_code(key: str, answers: Sequence[Answer]) -> Tree[Answer]:
    """The tree for one field that has an answer for each of its codes, from 0; codes with one answer stay together."""
    changes = [code for code in range(1, len(answers)) if answers[code] != answers[code - 1]]

    def decide(part: Box) -> Leaf[Answer] | Cut:
        lowest, highest = part[key]
        cut = middle_change(changes, lowest, highest)
        return Leaf(answers[lowest]) if cut is None else Cut(key, cut)

    return grow(decide, {key: (0, len(answers) - 1)})


def middle_change(changes: Sequence[int], lowest: int, highest: int) -> int | None:
    """Where to cut a span of codes so that the tree stays flat: before the middle one of the changes in it.

    Args:
        changes: the codes, ascending, whose answer is not that of the code before.
        lowest: the first code of the span.
        highest: its last.

    Returns:
        The greatest code of the lower part, or None where nothing changes within the span.
    """
    first, after = bisect_right(changes, lowest), bisect_right(changes, highest)
    return changes[(first + after) // 2] - 1 if first < after else None


@frozen
class Clause(Generic[Answer]):
    """An answer, and the codes that the fields must have for it."""

    answer: Answer
    tests: Box


def first_that_holds(clauses: Sequence[Clause[Answer]], box: Box) -> Tree[Answer]:
    """The tree for an ordered list of clauses, the last of which must hold always."""

    def decide(part: Box) -> Leaf[Answer] | Cut:
        for clause in clauses:
            found = _hold(clause.tests, part)
            if found is True:
                return Leaf(clause.answer)
            if isinstance(found, Cut):
                return found
        raise AssertionError(f"no clause holds in {part}")

    return grow(decide, box)


def _hold(tests: Box, box: Box) -> bool | Cut:
    """Whether all tests hold in all of the box, or some in none of it, or else where to cut."""
    cuts = [inside(key, span, box) for key, span in tests.items()]
    if False in cuts:
        return False
    return next((cut for cut in cuts if isinstance(cut, Cut)), True)


def inside(key: str, wanted: tuple[int, int], box: Box) -> bool | Cut:
    """Whether a field's codes all lie in the wanted span, or all outside, or else where to cut."""
    lowest, highest = box[key]
    first, last = wanted
    if first <= lowest and highest <= last:
        return True
    if highest < first or last < lowest:
        return False
    return Cut(key, first - 1) if lowest < first else Cut(key, last)
