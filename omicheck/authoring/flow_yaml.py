"""Plain data as YAML in one line, as the examples of rule files are written."""

import re
from decimal import Decimal
from typing import Final

from omicheck.decimals import DecimalText, number_in_words

_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./ -]*(?<! )")
_NUMBER: Final = re.compile(r"[-+]?[0-9]+")
_WORDS: Final = ("true", "false", "null", "yes", "no", "on", "off")


def flow(data: object) -> str:
    """The data in YAML's flow style: `{name: on the last day, events: [{contact: 2009-04-06}]}`."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(flow, data)) + "]"
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    text = str(data)
    if isinstance(data, Decimal):
        return number_in_words(data)
    if isinstance(data, int | float | DecimalText):
        return text
    if _PLAIN.fullmatch(text) and not _NUMBER.fullmatch(text) and text.lower() not in _WORDS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
