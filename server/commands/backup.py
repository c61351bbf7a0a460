"""``backup`` and ``restore``: everything that can't be fetched or made again, in one file.

The rows are of one moment. Of the recordings exactly those that the rows know are taken, up to where they had been
written when they were read, so that no row is without its sound and no sound without its row.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import Connection, select, update

from server.clock import now_ms
from server.core.errors import BackupNewer, Conflict, NotEmpty
from server.core.hearing.ordering import BYTES_PER_SAMPLE
from server.settings import Settings
from server.storage import archive, dump, schema
from server.storage.database import Database
from server.storage.running import stopped
from server.storage.tables import Epoch, SharedDocument, Stream

SECRETS = ("secret", "worker-token", "tls/root.pem", "tls/root.key")
NOT_CONTENT = frozenset({"invitations"})  # the start of a new installation makes some


def register(app: Flask, settings: Settings, spoken_errors: Any) -> None:
    """Hang both commands into the application."""

    @app.cli.command("backup")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--with-secrets", is_flag=True, help="Also what signs links, proves workers and is trusted by phones."
    )
    @click.option("--without-recordings", is_flag=True, help="Only the database.")
    def backup_command(file: Path, with_secrets: bool, without_recordings: bool) -> None:
        """Write database and recordings into FILE; a meeting may go on meanwhile."""
        with spoken_errors():
            made = backup(settings, file, with_secrets, not without_recordings)
            click.echo(f"{file}: {sum(made['tables'].values())} rows, {made['recordings']} recordings")
            for name in made["missing"]:
                click.echo(f"not there any more: {name}")

    @app.cli.command("restore")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--replace", "is_replacing", is_flag=True, help="Put it in place of what is there, which is deleted.")
    @click.option(
        "--with-secrets",
        is_flag=True,
        help="Also what signs links, proves workers and is trusted by phones, if it is in FILE.",
    )
    def restore_command(file: Path, is_replacing: bool, with_secrets: bool) -> None:
        """Bring back what FILE holds, into SQLite or PostgreSQL; Roundtable must not be running."""
        with spoken_errors():
            manifest = restore(settings, file, is_replacing, with_secrets)
            click.echo(f"restored what was saved at {manifest['made_at']}: {sum(manifest['tables'].values())} rows")


def backup(settings: Settings, file: Path, with_secrets: bool = False, with_recordings: bool = True) -> dict[str, Any]:
    """Write the archive; returns its facts. Raises Conflict when FILE exists, DiskFull, DatabaseAway or BadSetting."""
    if file.exists():
        raise Conflict(f"{file} exists: choose another name")
    facts: dict[str, Any] = {"made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")}
    with _database(settings) as database, tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as name:
        database.check()
        folder = Path(name)
        epochs = database.read(lambda tx: _dump(tx.connection(), folder, facts))
        facts.update(recordings=0, missing=[])
        with archive.writing(file, facts) as out:
            for path in sorted(folder.glob("*.jsonl")):
                out.add(f"tables/{path.name}", path)
            for path in _recordings(settings.recordings, epochs) if with_recordings else ():
                _add_recording(out, settings.recordings, path, facts)
            for secret in SECRETS if with_secrets else ():
                if (settings.instance / secret).exists():  # it may stand in the environment instead
                    out.add(f"secrets/{secret}", settings.instance / secret)
    return facts


def restore(settings: Settings, file: Path, is_replacing: bool = False, with_secrets: bool = False) -> dict[str, Any]:
    """Bring an archive back; returns its manifest. Nothing is touched before all of it was read and found whole.

    Raises BackupDamaged, BackupUnsafe, BackupNewer, NotEmpty, Conflict (it is running) or DiskFull.
    """
    with (
        stopped(settings.instance),
        _database(settings) as database,
        tempfile.TemporaryDirectory(dir=settings.recordings, prefix=".restore-") as name,
    ):
        if not is_replacing and not _is_empty(settings, database):
            raise NotEmpty("there are sessions or recordings here: restore elsewhere, or say --replace to delete them")
        folder = Path(name)
        manifest = archive.extract(file, folder)
        if not schema.is_known(manifest["revision"]):
            raise BackupNewer(f"this backup is of revision {manifest['revision']}: a newer Roundtable made it")
        _load(database, folder / "tables", manifest["revision"])
        _replace_recordings(settings.recordings, folder / "recordings")
        for secret in SECRETS if with_secrets else ():
            if (folder / "secrets" / secret).exists():
                _put_secret(folder / "secrets" / secret, settings.instance / secret)
    return manifest


def _dump(connection: Connection, folder: Path, facts: dict[str, Any]) -> set[tuple[str, str, int]]:
    """The rows, and which recordings belong to them: (session, stream, epoch)."""
    facts["revision"] = schema.newest()
    facts["tables"] = dump.write(connection, folder)
    rows = connection.execute(select(Stream.session_id, Epoch.stream_id, Epoch.epoch).join(Stream))
    return {(row[0], row[1], row[2]) for row in rows}


def _recordings(folder: Path, epochs: set[tuple[str, str, int]]) -> Iterator[Path]:
    """The recordings of the known epochs.

    The description of a file goes before it: where there is one, the file is finished.
    """
    for path in sorted(folder.glob("*/*/*.s16le")):
        if (path.parent.parent.name, path.parent.name, int(path.stem.split("-")[0])) in epochs:
            if path.with_suffix(".json").exists():
                yield path.with_suffix(".json")
            yield path


def _add_recording(out: archive.Writer, recordings: Path, path: Path, facts: dict[str, Any]) -> None:
    name = f"recordings/{path.relative_to(recordings).as_posix()}"
    try:
        out.add(name, path, BYTES_PER_SAMPLE if path.suffix == ".s16le" else 1)
        facts["recordings"] += path.suffix == ".s16le"
    except FileNotFoundError:
        facts["missing"].append(name)  # its session was deleted meanwhile


def _is_empty(settings: Settings, database: Database) -> bool:
    has_rows = database.read(lambda tx: dump.has_rows(tx.connection(), NOT_CONTENT))
    return not has_rows and next(settings.recordings.glob("*/*/*.s16le"), None) is None


def _load(database: Database, folder: Path, revision: str) -> None:
    """The rows in place of those that are there; in one transaction where the backup has the schema of this program."""
    if database.revision() not in (None, revision):
        database.write(lambda tx: dump.drop(tx.connection()))
    schema.migrate(database.url, revision)
    database.write(lambda tx: dump.read(tx.connection(), folder))
    database.migrate()
    # Pages that are still open hold more than the backup does: they begin anew.
    database.write(lambda tx: tx.execute(update(SharedDocument).values(generation=now_ms())))


def _put_secret(restored: Path, place: Path) -> None:
    """Readable by its owner alone from its first byte."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.unlink(missing_ok=True)
    place.touch(mode=0o600)
    place.write_bytes(restored.read_bytes())


def _replace_recordings(recordings: Path, restored: Path) -> None:
    for old in recordings.iterdir():
        if old.is_dir() and not old.name.startswith("."):
            shutil.rmtree(old)
    for new in restored.iterdir() if restored.is_dir() else ():
        new.rename(recordings / new.name)


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database)
    try:
        yield database
    finally:
        database.close()
