"""The options of `--engine spark`."""

import argparse
import re
from typing import TYPE_CHECKING

from omicheck.errors import CommandWrongError
from omicheck.use_cases.spark import DEFAULT_MASTER

if TYPE_CHECKING:
    from omicheck.use_cases.spark.settings import SparkSettings


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


def spark_settings(options: argparse.Namespace) -> "SparkSettings | None":
    """How Spark is to be reached; None for any other engine.

    Raises:
        CommandWrongError: the options of Spark are given with another engine, or one is no setting.
    """
    if options.engine != "spark":
        for name in ("master", "spark_conf", "spark_log"):
            if getattr(options, name) is not None:
                raise CommandWrongError(f"--{name.replace('_', '-')} is of use only with --engine spark")
        return None
    for setting in options.spark_conf or ():
        if not re.fullmatch(r"spark\.[^=]+=.*", setting):
            raise CommandWrongError(f"--spark-conf: found {setting!r}; expected NAME=VALUE, its name beginning spark.")
    from omicheck.use_cases.spark.settings import SparkSettings  # noqa: PLC0415, of use only here

    settings = tuple(tuple(setting.split("=", 1)) for setting in options.spark_conf or ())
    return SparkSettings(options.master, settings, options.spark_log)
