"""Whether Spark can be tried here, and how."""

import shutil
from importlib.util import find_spec

import pytest
from attrs import evolve

from pipeline import Done, run

MASTER = "local[2]"


AS_OF = "2010-01-18"


without_spark = find_spec("pyspark") is None or shutil.which("java") is None


needs_spark = pytest.mark.skipif(without_spark, reason="needs pyspark and Java: pip install 'omicheck[spark]'")


def check(address: object, engine: str, *options: object) -> Done:
    master = ("--master", MASTER) if engine == "spark" else ()
    done = run("check", address, "--as-of", AS_OF, "--engine", engine, *master, *options)
    # How many there are and who evaluates them stands first.
    first, _, rest = done.errors.partition("\n")
    assert first.endswith((" part", " parts")), done.errors
    assert ("on Spark (local[2])" in first) == (engine == "spark")
    return evolve(done, errors=rest)
