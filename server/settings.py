"""What the organiser can set, read once from the environment and then frozen.

Every key has a type, a unit and a default; an error names the key and the value that it can't use.
Must not know any adapter.
"""

from __future__ import annotations

import fcntl
import ipaddress
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from server.core.errors import BadSetting
from server.core.minutes.retention import TAKES, Retention
from server.core.translation.grouping import Patience

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("auto", "argos", "firefox", "apertium")
# CTranslate2's compute types; which of them a device has, only the device knows.
COMPUTE = ("auto", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")
SECOND_READINGS = ("auto", "asked", "off")  # when nobody speaks; only what somebody asks for; never
EVERYWHERE = ("0.0.0.0", "::")
LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process. Folders exist only after ``prepare``."""

    instance: Path
    recordings: Path
    database: str
    whisper: str
    whisper_smaller: str
    whisper_best: str
    second_reading: str
    device: str
    compute: str
    speech_microphones: int
    engines: str
    endpoint: tuple[str, str, str, str]
    wording: tuple[str, str, str]
    argos_index: str
    firefox_index: str
    bind: str
    port: int
    redis: str
    secret: str
    worker_token: str
    session_hours: int
    tls: str
    tls_cert: Path | None
    tls_key: Path | None
    tls_ca: Path | None
    http_port: int
    outside: str
    servers: tuple[str, ...]
    retention: Retention
    log: str
    metrics_token: str
    glossary: Path
    patience: Patience

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read ``ROUNDTABLE_*`` and ``PORT``; makes the instance folder and its two secrets (mode 0600) once.

        Raises BadSetting, which names the key and the value.
        """
        env = os.environ if environ is None else environ
        instance = _folder(env, "ROUNDTABLE_INSTANCE", ROOT / "instance")
        recordings = _folder(env, "ROUNDTABLE_RECORDINGS", ROOT / "recordings")
        return cls(
            instance=instance,
            recordings=recordings,
            database=env.get("ROUNDTABLE_DATABASE") or f"sqlite:///{instance / 'roundtable.sqlite'}",
            whisper=env.get("ROUNDTABLE_WHISPER", "auto"),
            whisper_smaller=env.get("ROUNDTABLE_WHISPER_SMALLER", ""),
            whisper_best=env.get("ROUNDTABLE_WHISPER_BEST", "auto"),
            second_reading=_choice(env, "ROUNDTABLE_SECOND_READING", SECOND_READINGS, "auto"),
            device=_choice(env, "ROUNDTABLE_DEVICE", ("auto", "cpu", "cuda"), "auto"),
            compute=_choice(env, "ROUNDTABLE_COMPUTE", COMPUTE, "auto"),
            speech_microphones=_integer(env, "ROUNDTABLE_SPEECH_MICROPHONES", 0, 0, 500),
            engines=_choice(env, "ROUNDTABLE_TRANSLATE", ENGINES, "auto"),
            endpoint=_endpoint(env),
            wording=_wording(env),
            argos_index=_list_address(env, "ROUNDTABLE_ARGOS_INDEX"),
            firefox_index=_list_address(env, "ROUNDTABLE_FIREFOX_INDEX"),
            bind=env.get("ROUNDTABLE_BIND", "127.0.0.1"),
            port=_port(env),
            redis=env.get("ROUNDTABLE_REDIS", ""),
            secret=env.get("ROUNDTABLE_SECRET") or _kept_secret(instance / "secret"),
            worker_token=env.get("ROUNDTABLE_WORKER_TOKEN") or _kept_secret(instance / "worker-token"),
            session_hours=_integer(env, "ROUNDTABLE_SESSION_HOURS", 24, 1, 24 * 90),
            tls=_choice(env, "ROUNDTABLE_TLS", ("auto", "on", "off"), "auto"),
            tls_cert=_pair(env, "ROUNDTABLE_TLS_CERT", "ROUNDTABLE_TLS_KEY"),
            tls_key=_pair(env, "ROUNDTABLE_TLS_KEY", "ROUNDTABLE_TLS_CERT"),
            tls_ca=_path(env, "ROUNDTABLE_TLS_CA"),
            http_port=_integer(env, "ROUNDTABLE_HTTP_PORT", 8080, 0, 65535),
            outside=_base_address(env.get("ROUNDTABLE_ADDRESS", ""), "ROUNDTABLE_ADDRESS"),
            servers=_base_addresses(env, "ROUNDTABLE_SERVER"),
            retention=Retention(
                _integer(env, "ROUNDTABLE_RETENTION_DAYS", 0, 0, 36_500),
                _choice(env, "ROUNDTABLE_RETENTION", TAKES, "recordings"),
            ),
            log=_choice(env, "ROUNDTABLE_LOG", LOG_LEVELS, "info"),
            metrics_token=env.get("ROUNDTABLE_METRICS_TOKEN", ""),
            glossary=Path(env.get("ROUNDTABLE_GLOSSARY") or instance / "glossary.tsv"),
            patience=Patience(1000 * _integer(env, "ROUNDTABLE_SENTENCE_WAIT", 8, 0, 60)),
        )

    @property
    def server(self) -> str:
        """Where commands find the web process, if not on this machine."""
        return self.servers[0] if self.servers else ""

    @property
    def web_addresses(self) -> tuple[str, ...]:
        """The web processes that a worker serves, all at once."""
        return self.servers or (self.address,)

    @property
    def models(self) -> Path:
        """The folder of all models."""
        return self.instance / "models"

    @property
    def quality(self) -> Path:
        """The event's own figures of engines, over the built-in ones; it need not be there."""
        return self.instance / "quality.tsv"

    @property
    def is_local(self) -> bool:
        """Whether only this machine can connect."""
        try:
            return ipaddress.ip_address(self.bind).is_loopback
        except ValueError:
            return self.bind == "localhost"

    @property
    def is_secure(self) -> bool:
        """Whether the web process speaks HTTPS: beyond loopback, with a certificate of one's own, or by wish."""
        return self.tls == "on" or (self.tls == "auto" and (not self.is_local or self.tls_cert is not None))

    @property
    def address(self) -> str:
        """Where workers and commands reach the web process; never ends with a slash."""
        host = "127.0.0.1" if self.bind in EVERYWHERE else self.bind
        return self.server or f"http{'s' if self.is_secure else ''}://{in_address(host)}:{self.port}"


def _endpoint(env: Mapping[str, str]) -> tuple[str, str, str, str]:
    """``(url, model, key, languages)`` of a translation engine on another machine of the house; all empty: none."""
    keys = tuple(f"ROUNDTABLE_TRANSLATE_{name}" for name in ("URL", "MODEL", "KEY", "LANGUAGES"))
    url, model, key, languages = (env.get(name, "").strip() for name in keys)
    if not url and (model or key or languages):
        raise BadSetting(f"{keys[0]} is not set, but what belongs to it is", key=keys[0])
    if url and not (model and languages):
        raise BadSetting(f"{keys[0]} needs {keys[1]} and {keys[3]} (such as en,pt,ko)", key=keys[1])
    return _base_address(url, keys[0]), model, key, languages


def _wording(env: Mapping[str, str]) -> tuple[str, str, str]:
    """``(url, model, key)`` of a server of the house that suggests wordings; all empty: none."""
    keys = tuple(f"ROUNDTABLE_DRAFT_{name}" for name in ("URL", "MODEL", "KEY"))
    url, model, key = (env.get(name, "").strip() for name in keys)
    if bool(url) != bool(model) or (key and not url):
        raise BadSetting(f"{keys[0]} and {keys[1]} go together: an address and the model's name there", key=keys[0])
    return _base_address(url, keys[0]), model, key


def in_address(host: str) -> str:
    """A host name or an IP address as an address writes it."""
    return f"[{host}]" if ":" in host else host


def _port(env: Mapping[str, str]) -> int:
    """The web process's port. honcho tells the nth line of the Procfile PORT + 100 n: the web process is its first."""
    port = _integer(env, "ROUNDTABLE_PORT" if "ROUNDTABLE_PORT" in env else "PORT", 8000, 0, 65535)
    name = env.get("HONCHO_PROCESS_NAME", "").split(".")[0]
    if not name or "ROUNDTABLE_PORT" in env:
        return port
    names = [line.split(":")[0].strip() for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()]
    return port - 100 * (names.index(name) if name in names else 0)


def _folder(env: Mapping[str, str], key: str, default: Path) -> Path:
    folder = Path(env.get(key) or default).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"{key}: the folder {folder} can't be made ({error.strerror}); name another", key=key
        ) from error
    return folder


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


def _path(env: Mapping[str, str], key: str) -> Path | None:
    return Path(env[key]).expanduser().resolve() if env.get(key) else None


def _pair(env: Mapping[str, str], key: str, other: str) -> Path | None:
    if not env.get(key) and env.get(other):
        raise BadSetting(f"{other} is set but {key} is not; a certificate and its key go together", key=key)
    return _path(env, key)


def _base_addresses(env: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Addresses with commas between."""
    return tuple(_base_address(each.strip(), key) for each in env.get(key, "").split(",") if each.strip())


def _base_address(given: str, key: str) -> str:
    """``http(s)://host[:port]`` without anything after it; empty when it is not set."""
    raw = given.rstrip("/")
    try:
        parts = urlsplit(raw)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if raw and not (is_good and raw == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc):
        raise BadSetting(f"{key} must look like https://roundtable.example:8000, with no path; found {raw!r}", key=key)
    return raw


def _list_address(env: Mapping[str, str], key: str) -> str:
    """The address of a list of packages; empty when it is not set: the publisher's own."""
    raw = env.get(key, "").strip()
    try:
        parts = urlsplit(raw)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and "@" not in raw
    except ValueError:
        is_good = False
    if raw and not is_good:
        raise BadSetting(f"{key} must look like https://mirror.example/models/list.json; found {raw!r}", key=key)
    return raw


def _kept_secret(path: Path) -> str:
    """The secret in a file, made on first use, so that sign-in links survive a restart.

    Of several processes that start at once the first one makes it; nobody ever reads half of it, or none.
    """
    with _alone_in(path.parent):
        found = path.read_text(encoding="ascii").strip() if path.is_file() else ""
        if found:
            return found
        scratch = path.with_name(f".{path.name}")
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
        return path.read_text(encoding="ascii")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
