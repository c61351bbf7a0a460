"""Real servers for tests: a PostgreSQL cluster and a Redis of their own, on free ports of loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support.ports import free_port

PATIENCE_S = 60.0


class PostgreSQL:
    """A cluster of its own in a temporary folder. initdb refuses root, so root gives it to the user ``postgres``."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder, self.port, self._made = folder, port, 0

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[PostgreSQL]:
        """Made, started, and taken away at the end."""
        with tempfile.TemporaryDirectory(prefix="roundtable-postgresql-") as name:
            cluster = cls(Path(name), free_port())
            try:
                cluster._start()
                yield cluster
            finally:
                cluster.stop()

    def database(self, template: str = "template0") -> str:
        """A new database, as the URL that ROUNDTABLE_DATABASE takes."""
        self._made += 1
        name = f"roundtable{self._made}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def url(self, name: str) -> str:
        """The address of one of its databases for SQLAlchemy."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """End it at once; there is nothing in it to keep."""
        self._run("pg_ctl", "stop", "-D", str(self._folder / "data"), "-m", "immediate", must_succeed=False)

    def restart(self) -> None:
        """End every connection and start again with what was committed."""
        self._run("pg_ctl", "restart", "-w", "-D", str(self._folder / "data"), "-m", "fast", "-l", self._log)

    @property
    def _log(self) -> str:
        return str(self._folder / "log")

    def _start(self) -> None:
        if os.getuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N")
        options = f"-h 127.0.0.1 -p {self.port} -k '' -c fsync=off -c max_connections=60 -c shared_buffers=16MB"
        self._run("pg_ctl", "start", "-w", "-D", data, "-l", self._log, "-o", options)

    def _address(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str, must_succeed: bool = True) -> None:
        user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        command = [str(_program(program)), *arguments]
        with tempfile.TemporaryFile("w+") as said:  # not a pipe: the server would inherit it and keep it open
            done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, **user)  # type: ignore[call-overload]
            said.seek(0)
            assert done.returncode == 0 or not must_succeed, f"{' '.join(command)}: {said.read()}"


@contextmanager
def redis_started(port: int | None = None) -> Iterator[str]:
    """A Redis that keeps nothing, as the address that ROUNDTABLE_REDIS takes."""
    program = shutil.which("redis-server")
    assert program, "redis-server is missing: apt-get install redis-server"
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="roundtable-redis-") as folder:
        where = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        process = subprocess.Popen([program, *where, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


def _program(name: str) -> Path:
    """A program of PostgreSQL, whose newest version Debian keeps out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which(name)
    assert found or on_path, f"{name} is missing: apt-get install postgresql"
    return found[-1] if found else Path(str(on_path))
