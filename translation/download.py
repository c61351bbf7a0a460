"""Fetches one file over HTTP: with time-outs, resumed where it broke off, verified, put in place at once.

What is on its way lies beside the target as ``<name>.part``. Must not know what the file is.
"""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from translation.errors import DownloadFailed

Progress = Callable[[int, int | None], None]
"""Called with bytes here and bytes in all (None while unknown), about once a megabyte."""

TIMEOUT_S = 30.0
ATTEMPTS = 4
CHUNK_BYTES = 1 << 18
LARGEST_BYTES = 2 << 30
_BROKEN_OFF = (urllib.error.URLError, http.client.HTTPException, OSError)


def fetch(
    url: str,
    target: Path,
    *,
    sha256: str | None = None,
    largest_bytes: int = LARGEST_BYTES,
    timeout_s: float = TIMEOUT_S,
    progress: Progress | None = None,
) -> str:
    """The file at ``target``; returns its SHA-256. Blocks.

    A second call goes on where the first was cut off, when the server still has the same file. ``timeout_s`` bounds
    each wait for the network, not the whole. Raises DownloadFailed.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise DownloadFailed(f"only http and https addresses are fetched, not {url!r}")
    part = target.with_name(target.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    _fetch_with_patience(url, part, largest_bytes, timeout_s, progress or (lambda done, total: None))
    found = digest(part)
    if sha256 is not None and found != sha256.lower():
        _forget(part)
        raise DownloadFailed(f"{url} is not what was promised: expected sha256 {sha256[:16]}..., found {found[:16]}...")
    part.replace(target)
    _tag_of(part).unlink(missing_ok=True)
    return found


def read(url: str, *, largest_bytes: int = 32 << 20, timeout_s: float = TIMEOUT_S) -> bytes:
    """A small file in memory. Raises DownloadFailed."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise DownloadFailed(f"only http and https addresses are fetched, not {url!r}")
    try:
        with urllib.request.urlopen(url, timeout=timeout_s) as answer:
            body: bytes = answer.read(largest_bytes + 1)
    except _BROKEN_OFF as error:
        raise DownloadFailed(f"{url} could not be read: {error}") from error
    if len(body) > largest_bytes:
        raise DownloadFailed(f"{url} is larger than {largest_bytes} bytes")
    return body


def digest(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch_with_patience(url: str, part: Path, largest: int, timeout_s: float, progress: Progress) -> None:
    """Attempts that get further do not count: only those that bring nothing."""
    left = ATTEMPTS
    while True:
        before = _size(part)
        try:
            _go_on(url, part, largest, timeout_s, progress)
            return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416 and before:
                _forget(part)
            elif error.code < 500:
                raise DownloadFailed(f"{url} could not be fetched: {error.code} {error.reason}") from error
            left -= 1
            reason: Exception = error
        except _BROKEN_OFF as error:
            left -= _size(part) <= before
            reason = error
        if left <= 0:
            raise DownloadFailed(
                f"{url} could not be fetched: {reason}; {_size(part)} bytes are kept, run the command again to go on"
            ) from reason


def _go_on(url: str, part: Path, largest: int, timeout_s: float, progress: Progress) -> None:
    have, tag = _size(part), _tag_of(part)
    request = urllib.request.Request(url)
    if have and tag.is_file():
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", tag.read_text(encoding="utf-8"))
    with urllib.request.urlopen(request, timeout=timeout_s) as answer:
        have = have if answer.status == 206 and _starts_at(answer, have) else 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length and length.isdigit() else None
        if total is not None and total > largest:
            raise DownloadFailed(f"{url} has {total} bytes; at most {largest} are taken")
        etag = answer.headers.get("ETag", "")
        if etag and not etag.startswith("W/"):
            tag.write_text(etag, encoding="utf-8")
        else:
            tag.unlink(missing_ok=True)
        with part.open("ab" if have else "wb") as out:
            _copy(answer, out, have, total, largest, progress)
    if total is not None and _size(part) != total:
        raise http.client.IncompleteRead(b"", total - _size(part))


def _copy(answer: Any, out: Any, have: int, total: int | None, largest: int, progress: Progress) -> None:
    told = have
    progress(have, total)
    while chunk := answer.read(CHUNK_BYTES):
        have += len(chunk)
        if have > largest:
            raise DownloadFailed(f"more than {largest} bytes came")
        out.write(chunk)
        if have - told >= 1 << 20 or have == total:
            told = have
            progress(have, total)


def _starts_at(answer: Any, have: int) -> bool:
    return str(answer.headers.get("Content-Range", "")).startswith(f"bytes {have}-")


def _tag_of(part: Path) -> Path:
    return part.with_name(part.name + ".etag")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag_of(part).unlink(missing_ok=True)
