"""How Spark is reached."""

from attrs import frozen


@frozen
class SparkSettings:
    """How Spark is reached.

    Attributes:
        master: its address; None for that of the environment, or else every core of this machine.
        settings: further settings, each with its name.
        log: the file that takes what Spark says; None to keep nothing.
    """

    master: str | None = None
    settings: tuple[tuple[str, str], ...] = ()
    log: str | None = None
