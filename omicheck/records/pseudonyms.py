"""Pseudonyms: other names for cases, persons and officers, the same for the same reference wherever one key is used.

A pseudonym is the keyed hash of a reference (HMAC with SHA-256), cut to what can be read: 50 bits in ten letters and
digits, and two more by which a pseudonym of this key is known again. So what names a case may name it by its reference
or by its pseudonym, and what has pseudonyms already keeps them. Whoever has not the key can neither make a pseudonym of
a reference nor try which reference has one.
"""

import hashlib
from pathlib import Path
from typing import Final, Literal

from attrs import field, frozen

from omicheck.errors import CommandWrongError
from omicheck.files import content_of, is_file
from omicheck.records.structure import BLANKS
from omicheck.text import counted

Kind = Literal["case", "person", "officer", "inspector"]
# No letter that is taken for another, or for a digit.
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_BITS: Final = 5
_LENGTH: Final = 10
_CHECK: Final = 2
_SHORTEST_KEY: Final = 16
_HOW: Final = "such as `head -c 32 /dev/urandom | base64 > FILE` writes"


@frozen(eq=False)
class Pseudonyms:
    """What gives references their pseudonyms.

    Attributes:
        key: the key, which is told to nobody.
        file: the file that it is in, as the user named it; empty where it is in none.
    """

    key: bytes = field(repr=False)
    file: str = ""
    # Which reference each pseudonym stands for, so that two with one are seen.
    _known: dict[str, str] = field(init=False, factory=dict, repr=False)
    _made: dict[tuple[Kind, str], str] = field(init=False, factory=dict, repr=False)

    def of(self, kind: Kind, reference: str) -> str:
        """The pseudonym of a reference; of a pseudonym of this key itself.

        Args:
            kind: what it is a reference of: the same text has another pseudonym for each.
            reference: the reference, around which blanks make no difference.

        Raises:
            CommandWrongError: another reference has the same pseudonym under this key, so that two cases would be one.
        """
        made = self._made.get((kind, reference))
        if made is not None:
            return made
        bare = reference.strip(BLANKS)
        made = bare if self.is_one(kind, bare) else self._pseudonym(kind, bare)
        if made != bare and self._known.setdefault(made, bare) != bare:
            message = f"--pseudonymise: two {kind} references have one pseudonym under this key; take another key"
            raise CommandWrongError(message)
        self._made[kind, reference] = made
        return made

    def is_one(self, kind: Kind, text: str) -> bool:
        """Whether a text is a pseudonym of this key."""
        start, _, rest = text.rpartition("-")
        is_like = start == kind and len(rest) == _LENGTH + _CHECK and set(rest) <= set(_LETTERS)
        return is_like and rest[_LENGTH:] == self._code(f"{kind} pseudonym", rest[:_LENGTH], _CHECK)

    @property
    def fingerprint(self) -> str:
        """What tells one key from another, and from which no key can be made."""
        return self._code("fingerprint", "", _LENGTH)

    def _pseudonym(self, kind: Kind, reference: str) -> str:
        code = self._code(f"{kind} reference", reference, _LENGTH)
        return f"{kind}-{code}{self._code(f'{kind} pseudonym', code, _CHECK)}"

    def _code(self, what: str, text: str, length: int) -> str:
        # What it is of stands before it, so that no hash for one purpose is one for another.
        content = f"omicheck 1\0{what}\0{text}".encode("utf-8", "surrogatepass")
        import hmac  # noqa: PLC0415, of use only here

        number = int.from_bytes(hmac.digest(self.key, content, hashlib.sha256))
        return "".join(_LETTERS[number >> _BITS * place & 31] for place in range(length))


def read_pseudonyms(file: str, records: str = "") -> Pseudonyms:
    """What gives pseudonyms by the key in a file; a line end behind the key is no part of it.

    Args:
        file: the file, as the user named it.
        records: the records, as the user named them; whoever has these could work out every pseudonym by them.

    Raises:
        CommandWrongError: the file cannot be read or is that of the records, or its key could be guessed.
    """
    if is_file(Path(file)) and is_file(Path(records)) and Path(file).samefile(records):
        raise CommandWrongError(f"--pseudonymise: found the records themselves; expected a file with a key, {_HOW}")
    try:
        key = content_of(Path(file)).rstrip(b"\r\n")
    except OSError as error:
        message = f"--pseudonymise: {file} cannot be read ({error.strerror}); expected a file with a key, {_HOW}"
        raise CommandWrongError(message) from error
    if len(key) < _SHORTEST_KEY:
        found = f"found a key of {counted(len(key), 'byte')} in {file}"
        raise CommandWrongError(f"--pseudonymise: {found}; expected at least {_SHORTEST_KEY}, {_HOW}")
    return Pseudonyms(key, file)
