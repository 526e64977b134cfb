"""A connection to Spark for as long as it is needed."""

import contextlib
import logging
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import threading
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from omicheck.errors import CommandWrongError, EngineFailedError, EngineMissingError, RequestWrongError
from omicheck.files import is_folder
from omicheck.records.bulk import ADDRESSES, is_postgresql
from omicheck.records.table_files import TABLES, csv_file, parquet_files
from omicheck.use_cases.sources import NamedSource, Source
from omicheck.use_cases.spark import DEFAULT_MASTER
from omicheck.use_cases.spark.errors import cause_of, hint_for, last_words
from omicheck.use_cases.spark.settings import SparkSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark import SparkConf, SparkContext

_PORT: Final = 7077
_SECONDS: Final = 5
# A job is never begun twice at the same time, as both would write the same file.
_SETTINGS: Final = {
    "spark.app.name": "omicheck",
    "spark.speculation": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def require_shared_folder(source: Source) -> None:
    """Says if records are in no form that Spark can share out.

    Raises:
        CommandWrongError: they are no folder of Parquet.
    """
    name = source.name
    if isinstance(source, NamedSource) and source.mapping is not None:
        raise CommandWrongError("--engine spark: found a mapping; expected tables that need none, or another engine")
    if isinstance(source, NamedSource) and is_folder(name) and parquet_files(Path(name), "cases"):
        files = [csv_file(Path(name), table) for table in TABLES]
        if (file := next(filter(None, files), None)) is None:
            return
        name = str(file)
    if name.startswith(ADDRESSES) or is_postgresql(name) or not re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
        expected = "a folder with cases.parquet and events.parquet; write the tables as Parquet first (docs/spark.md)"
    else:
        expected = "a folder that this machine and every executor share under one path, such as a mounted file system"
    raise CommandWrongError(f"--engine spark: found {name}; expected {expected}, or take another engine")


def require_spark(settings: SparkSettings) -> None:
    """Says what is missing before anything is read.

    Raises:
        EngineMissingError: pyspark or Java is missing.
        EngineFailedError: nothing answers where the master should be.
    """
    if find_spec("pyspark") is None:
        raise EngineMissingError("--engine spark needs pyspark, which is not installed: pip install 'omicheck[spark]'")
    home = os.environ.get("JAVA_HOME")
    where = f"in JAVA_HOME ({home})" if home else "on the PATH, and JAVA_HOME is not set"
    if (shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")) is None:
        raise EngineMissingError(
            f"--engine spark needs Java 17 or later: there is no java {where}; install one, such as "
            "openjdk-17-jre-headless, or set JAVA_HOME to its folder"
        )
    master = settings.master or ""
    if not master.startswith("spark://"):
        return
    tried = [_host_and_port(one) for one in master.removeprefix("spark://").split(",")]
    # Spark itself tries for a minute.
    if not any(_answers(host, port) for host, port in tried):
        raise EngineFailedError(
            f"--master: nothing answers at {master}; expected the address that the page of the Spark master shows"
        )


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":") if ":" in address else (address, "", str(_PORT))
    if not host or not port.isdecimal():
        raise RequestWrongError(("master",), repr(address), "HOST:PORT after spark://")
    return host.strip("[]"), int(port)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=_SECONDS):
            return True
    except OSError:
        return False


@contextlib.contextmanager
def spark_context(settings: SparkSettings) -> "Iterator[SparkContext]":
    """A connection to Spark, which ends with what is done with it; one that is there already is used and left.

    Raises:
        EngineFailedError: Spark cannot be started, or could not do its work.
    """
    from py4j.protocol import Py4JError  # noqa: PLC0415, heavy, and an extra
    from pyspark import SparkContext  # noqa: PLC0415, heavy, and an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415, the same

    # What it would say is said in our own words; some of it goes past its own logger.
    logging.getLogger("py4j").setLevel(logging.CRITICAL + 1)
    silent = logging.NullHandler()
    running = SparkContext._active_spark_context  # noqa: SLF001, there is no other way to ask
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(_log(settings))
        logging.getLogger().addHandler(silent)
        stack.callback(logging.getLogger().removeHandler, silent)
        before = signal.getsignal(signal.SIGINT)
        try:
            with _interrupted_later() as interrupted:
                context = running or _started(settings, log)
        except (Py4JError, PySparkException) as error:
            why = last_words(log) if "JAVA_GATEWAY" in str(error) else ""
            raise EngineFailedError(f"Spark cannot be started: {why or cause_of(str(error))}") from error
        try:
            if interrupted():
                raise KeyboardInterrupt
            yield context
        except (Py4JError, PySparkException) as error:
            cause = cause_of(str(error))
            raise EngineFailedError(f"Spark could not do its work: {cause}{hint_for(cause)}") from error
        finally:
            if running is None:
                # Of a cluster that is gone nothing can be asked any more.
                with contextlib.suppress(Py4JError, OSError):
                    context.stop()
                with contextlib.suppress(ValueError):  # of a thread that has no signals
                    signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _interrupted_later() -> "Iterator[Callable[[], bool]]":
    """Keeps Ctrl-C until what is done here is done, and tells then whether it was pressed.

    Interrupted while it begins, Spark would leave Java behind.
    """
    pressed = False

    def note(*_: object) -> None:
        nonlocal pressed
        pressed = True

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: pressed
    finally:
        # Spark has one of its own by then, which also ends its jobs.
        if signal.getsignal(signal.SIGINT) is note:
            signal.signal(signal.SIGINT, before)


def _log(settings: SparkSettings) -> IO[bytes]:
    try:
        return tempfile.TemporaryFile() if settings.log is None else Path(settings.log).open("w+b")
    except OSError as error:
        raise CommandWrongError(f"{settings.log} cannot be written: {error.strerror}") from error


def _started(settings: SparkSettings, log: IO[bytes]) -> "SparkContext":
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415, heavy, and an extra

    conf = SparkConf(loadDefaults=False)
    under_submit = "PYSPARK_GATEWAY_PORT" in os.environ
    master = settings.master or (None if under_submit else DEFAULT_MASTER)
    values: dict[str, Any] = dict(_SETTINGS)
    if master is not None:
        values["spark.master"] = master
        if master.startswith("local"):
            # Nothing of this is for other machines to see.
            values |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
            # The package may be run from where it lies, without being installed.
            values["spark.executorEnv.PYTHONPATH"] = str(Path(__file__).parents[3])
    values |= settings.settings
    for name, value in values.items():
        conf.set(name, value)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    gateway = SparkContext._gateway or _gateway(conf, log)  # noqa: SLF001
    with warnings.catch_warnings():
        # It looks whether pandas is there, of which nothing is used here, and has its doubts about new versions.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        return SparkContext(conf=conf, gateway=gateway)


def _gateway(conf: "SparkConf", log: IO[bytes]) -> Any:  # noqa: ANN401, of a package without types
    """Starts the Java side; what it says goes to the log."""
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415, heavy, and an extra

    launch: Any = launch_gateway
    return launch(conf, {"stdout": log, "stderr": log})
