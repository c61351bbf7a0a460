"""What the organiser can set, read once from the environment and then frozen.

Every key has a type, a unit and a default; an error names the key and the value that it can't use.
Must not know any adapter.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from server.core.errors import BadSetting

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("auto", "argos", "firefox")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process. Folders exist only after ``prepare``."""

    instance: Path
    recordings: Path
    database: str
    whisper: str
    device: str
    engines: str
    bind: str
    port: int
    redis: str
    secret: str
    worker_token: str
    session_hours: int

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read ``ROUNDTABLE_*`` and ``PORT``; makes the instance folder and its two secrets (mode 0600) once.

        Raises BadSetting, which names the key and the value.
        """
        env = os.environ if environ is None else environ
        instance = Path(env.get("ROUNDTABLE_INSTANCE", str(ROOT / "instance"))).resolve()
        instance.mkdir(parents=True, exist_ok=True)
        recordings = Path(env.get("ROUNDTABLE_RECORDINGS", str(ROOT / "recordings"))).resolve()
        recordings.mkdir(parents=True, exist_ok=True)
        return cls(
            instance=instance,
            recordings=recordings,
            database=env.get("ROUNDTABLE_DATABASE") or f"sqlite:///{instance / 'roundtable.sqlite'}",
            whisper=env.get("ROUNDTABLE_WHISPER", "auto"),
            device=_choice(env, "ROUNDTABLE_DEVICE", ("auto", "cpu", "cuda"), "auto"),
            engines=_choice(env, "ROUNDTABLE_TRANSLATE", ENGINES, "auto"),
            bind=env.get("ROUNDTABLE_BIND", "127.0.0.1"),
            port=_integer(env, "ROUNDTABLE_PORT" if "ROUNDTABLE_PORT" in env else "PORT", 8000, 0, 65535),
            redis=env.get("ROUNDTABLE_REDIS", ""),
            secret=env.get("ROUNDTABLE_SECRET") or _kept_secret(instance / "secret"),
            worker_token=env.get("ROUNDTABLE_WORKER_TOKEN") or _kept_secret(instance / "worker-token"),
            session_hours=_integer(env, "ROUNDTABLE_SESSION_HOURS", 24, 1, 24 * 90),
        )

    @property
    def models(self) -> Path:
        """The folder of all models."""
        return self.instance / "models"

    @property
    def address(self) -> str:
        """The web process's own address for the workers and for the printed links."""
        host = "127.0.0.1" if self.bind in ("0.0.0.0", "::") else self.bind
        return f"http://{host}:{self.port}"


def _choice(env: Mapping[str, str], key: str, values: tuple[str, ...], default: str) -> str:
    value = env.get(key, default)
    if value not in values:
        raise BadSetting(f"{key} must be one of {', '.join(values)}; found {value!r}", key=key)
    return value


def _integer(env: Mapping[str, str], key: str, default: int, low: int, high: int) -> int:
    raw = env.get(key, str(default))
    if not raw.isdigit() or not low <= int(raw) <= high:
        raise BadSetting(f"{key} must be a whole number from {low} to {high}; found {raw!r}", key=key)
    return int(raw)


def _kept_secret(path: Path) -> str:
    """The secret in a file, made on first use, so that sign-in links survive a restart."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii")
