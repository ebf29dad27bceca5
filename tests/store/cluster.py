"""A PostgreSQL server for the tests, in a temporary folder, on this machine only; gone when the tests are over."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
_NAMES = ("bot", "bot-keys")


def programs() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest if there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """A running server with a database and a place for its key store, emptied after each test."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder = folder
        self._binaries = binaries
        self.port = _free_port()

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{_NAMES[0]}"

    def empty(self) -> None:
        """Throw away what a test has made. Whoever is still connected is sent away."""
        for name in _NAMES:
            self._sql(
                name,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()",
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
            )

    def _sql(self, database: str, *commands: str) -> None:
        each = [part for command in commands for part in ("-c", command)]
        self._run("psql", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database, *each)

    def start(self) -> None:
        """Make the server's files and start it."""
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync")
        settings = [f"-c {one}" for one in (*_FAST, f"unix_socket_directories={self._folder}")]
        options = f"-h 127.0.0.1 -p {self.port} {' '.join(settings)}"
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")
        for name in _NAMES:
            self._sql("postgres", f'CREATE DATABASE "{name}"')

    def stop(self) -> None:
        """Stop the server at once."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        if os.geteuid() == 0:
            # The server refuses to run as root.
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(
            command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60
        )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server that runs in the block. Raises LookupError where PostgreSQL is not installed."""
    binaries = programs()
    if binaries is None:
        raise LookupError("PostgreSQL's server programs are not installed (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="bot-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    server = Cluster(folder, binaries)
    try:
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
