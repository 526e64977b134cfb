"""Names of groups that make awkward names of files."""

from typing import Final

AWKWARD: Final = (
    "East", "EAST", "east", "a/b", "a\\b", "a-b", "..", ".", "", " ", "CON", "nul.txt", "com1", "A\u200bB", "AB",
    "A\nB", "é", "e\u0301", "ﬁ", "fi", "ß", "ss", "x" * 300, "x" * 301, "not recorded", "unnamed", "-rf", '*?<>|:"',
    "omicheck-groups", "東京", "East.", "East ", "\u202eEast", "~", "$HOME", "%PATH%", "`x`",
)  # fmt: skip
