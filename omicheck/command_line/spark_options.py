"""The options of `--engine spark`."""

import argparse
import re
from pathlib import Path
from typing import Final

from omicheck.errors import CommandWrongError
from omicheck.records.bulk import ADDRESSES, is_postgresql, parquet_files

DEFAULT_MASTER: Final = "local[*]"


def add_spark(parser: argparse.ArgumentParser) -> None:
    """Adds the options of `--engine spark`."""
    group = parser.add_argument_group("with --engine spark")
    group.add_argument(
        "--master",
        metavar="URL",
        help=f"local[N], spark://HOST:PORT, yarn or k8s://... (default: {DEFAULT_MASTER}, or spark-submit's own)",
    )
    group.add_argument(
        "--spark-conf", action="append", metavar="NAME=VALUE", help="a setting of Spark; may be repeated"
    )
    group.add_argument("--spark-log", metavar="FILE", help="write what Spark says there (default: it is not kept)")


def refuse_spark(options: argparse.Namespace) -> None:
    """Says what is wrong with the options of Spark.

    Raises:
        CommandWrongError: they are given with another engine, or the records are none that Spark can share out.
    """
    if options.engine != "spark":
        for name in ("master", "spark_conf", "spark_log"):
            if getattr(options, name) is not None:
                raise CommandWrongError(f"--{name.replace('_', '-')} is of use only with --engine spark")
        return
    for setting in options.spark_conf or ():
        if not re.fullmatch(r"spark\.[^=]+=.*", setting):
            raise CommandWrongError(f"--spark-conf: found {setting!r}; expected NAME=VALUE, its name beginning spark.")
    if not (Path(options.path).is_dir() and parquet_files(Path(options.path), "cases")):
        raise _not_for_spark(options.path)


def _not_for_spark(path: str) -> CommandWrongError:
    """That records are not in a form that Spark can share out."""
    if path.startswith(ADDRESSES) or is_postgresql(path) or not re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", path):
        expected = "a folder with cases.parquet and events.parquet; write the tables as Parquet first (docs/spark.md)"
    else:
        expected = "a folder that this machine and every executor share under one path, such as a mounted file system"
    return CommandWrongError(f"--engine spark: found {path}; expected {expected}, or take another engine")
