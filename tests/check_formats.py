"""The formats of a check for other programs."""

from collections.abc import Mapping
from typing import Any

FORMATS = ("junit", "sarif", "github")


def place(result: Mapping[str, Any]) -> tuple[str, str | None]:
    rule = result["ruleId"]
    return result["locations"][0]["logicalLocations"][0]["name"], None if "/" in rule else rule
