"""Columns of numbers: their types, and what is asked of any of them, whatever the numbers stand for."""

from collections.abc import Iterable
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.signedinteger[Any]]
Flags: TypeAlias = NDArray[np.bool_]
_Array = TypeVar("_Array", Numbers, Flags)


def together(parts: Iterable[_Array]) -> _Array:
    """Columns one after the other; a single one as it is, without being copied."""
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else np.concatenate(parts or [np.empty(0, dtype=np.int32)])


def stable_order(codes: Numbers) -> Numbers:
    """The order that sorts codes, which are 0 or more, and leaves equal ones as they are."""
    # Eight and sixteen bits are sorted by counting, several times as fast.
    most = int(codes.max()) if len(codes) else 0
    narrow = codes.astype(np.uint8) if most < 1 << 8 else codes.astype(np.uint16) if most < 1 << 16 else codes
    return np.argsort(narrow, kind="stable")
