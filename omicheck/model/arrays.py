"""Columns in memory: what everything that works on many records at once passes on."""

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
