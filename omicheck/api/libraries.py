"""Libraries that are of use only to who has them."""

from importlib import import_module
from typing import Any

from omicheck.errors import LibraryMissingError


def library(name: str) -> Any:  # noqa: ANN401, it may be any
    """A library that is no dependency.

    Args:
        name: how it is imported and installed.

    Raises:
        LibraryMissingError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise LibraryMissingError(f"{name} is not installed: pip install {name}") from error
