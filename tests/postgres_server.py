"""A PostgreSQL server of our own, on a free port of this machine, with a folder that is gone at the end."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import psycopg
from psycopg import sql

# With every sign that an address has to write in another way.
PASSWORD = "ge:h@e/i?m#%"  # noqa: S105, of a server that lives for a test
QUOTED = "ge%3Ah%40e%2Fi%3Fm%23%25"
OWNER = "keeper"


@attrs.frozen
class Server:
    """Where it is."""

    port: int

    def address(self, database: str, user: str = OWNER, *, password: bool = True, query: str = "") -> str:
        """The address of a database on it."""
        login = f"{user}:{QUOTED}" if password else user
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}{query}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A connection that may do anything."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=OWNER, password=PASSWORD, dbname=database, autocommit=True
        )

    def database(self, name: str, more: str = "") -> psycopg.Connection[Any]:
        """A new database."""
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} " + more).format(sql.Identifier(name)))
        return self.connect(name)


def program(name: str) -> Path | None:
    """A program of PostgreSQL: one that runs by its name, or lies where Debian keeps the newest."""
    found = shutil.which(name)
    if found is not None:
        return Path(found)
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda file: int(file.parts[-3]))
    return kept[-1] if kept else None


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server while it runs."""
    initdb, postgres = program("initdb"), program("postgres")
    assert initdb is not None
    assert postgres is not None
    # The server refuses to be the administrator.
    names = [user.pw_name for user in pwd.getpwall()]
    user = next(name for name in ("postgres", "nobody") if name in names) if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="omicheck-postgresql-"))
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if user is not None:
            for path in (folder, secret):
                shutil.chown(path, user)
        data = folder / "data"
        made: list[str | Path] = [
            initdb,
            "-D",
            data,
            "-U",
            OWNER,
            "-A",
            "scram-sha-256",
            "--pwfile",
            secret,
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run([*made, "--locale=C"], check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server = Server(free.getsockname()[1])
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "fsync": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [postgres, "-D", data, "-p", str(server.port), *options], user=user, cwd=folder, stderr=log
            )
        try:
            _wait(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
