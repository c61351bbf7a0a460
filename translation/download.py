"""Fetches one file over HTTP: with time-outs, resumed where it broke off, verified, put in place at once.

What is on its way lies beside the target as ``<name>.part``. Must not know what the file is.
"""

from __future__ import annotations

import hashlib
import http.client
import io
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from translation import room
from translation.errors import DownloadFailed

Progress = Callable[[int, int | None], None]
"""Called with bytes here and bytes in all (None while unknown), about once a megabyte."""

TIMEOUT_S = 30.0
ATTEMPTS = 4
CHUNK_BYTES = 1 << 18
LARGEST_BYTES = 2 << 30
# Slower than this over the span of a time-out nobody waits for; a telephone line brought three times as much.
SLOWEST_BYTES_PER_S = 1_000
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
    each wait for the network, not the whole; what comes slower than SLOWEST_BYTES_PER_S is given up. Raises
    DownloadFailed, DiskFull.
    """
    _check_address(url)
    part = target.with_name(target.name + ".part")
    with room.needed(part.parent):
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
    """A small file in memory; in time as ``fetch``. Raises DownloadFailed."""
    _check_address(url)
    body = io.BytesIO()
    try:
        with _open(urllib.request.Request(url), timeout_s) as answer:
            _copy(answer, body, _Limits(url, largest_bytes, timeout_s, lambda done, total: None))
    except _BROKEN_OFF as error:
        raise DownloadFailed(f"{url} could not be read: {error}") from error
    return body.getvalue()


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
            if isinstance(error, OSError) and room.is_full(error):
                raise
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
    with _open(request, timeout_s) as answer:
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
            _copy(answer, out, _Limits(url, largest, timeout_s, progress), have, total)
    if total is not None and _size(part) != total:
        raise http.client.IncompleteRead(b"", total - _size(part))


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much may come, how slowly, and who is told."""

    url: str
    largest_bytes: int
    span_s: float
    progress: Progress


def _copy(answer: Any, out: IO[bytes], limits: _Limits, have: int = 0, total: int | None = None) -> None:
    told, came, begun = have, 0, time.monotonic()
    limits.progress(have, total)
    while chunk := answer.read1(CHUNK_BYTES):
        have, came = have + len(chunk), came + len(chunk)
        if have > limits.largest_bytes:
            raise DownloadFailed(f"{limits.url} has more than {limits.largest_bytes} bytes")
        out.write(chunk)
        if have - told >= 1 << 20 or have == total:
            told = have
            limits.progress(have, total)
        waited_s = time.monotonic() - begun
        if waited_s > limits.span_s:
            if came < SLOWEST_BYTES_PER_S * waited_s and have != total:
                raise DownloadFailed(
                    f"{limits.url} came with {came / waited_s:.0f} bytes a second: try another mirror, or again later"
                )
            came, begun = 0, time.monotonic()


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to http or https, and from https to https only."""

    def redirect_request(self, request: Any, *given: Any) -> urllib.request.Request | None:
        wanted = ("https",) if urlsplit(request.full_url).scheme == "https" else ("http", "https")
        if urlsplit(given[-1]).scheme not in wanted:
            raise DownloadFailed(f"{request.full_url} leads to {given[-1]}, which is no {wanted[-1]} address")
        return super().redirect_request(request, *given)


def _open(request: urllib.request.Request, timeout_s: float) -> Any:
    return urllib.request.build_opener(_SafeRedirects).open(request, timeout=timeout_s)


def _check_address(url: str) -> None:
    if urlsplit(url).scheme not in ("http", "https"):
        raise DownloadFailed(f"only http and https addresses are fetched, not {url!r}")


def _starts_at(answer: Any, have: int) -> bool:
    return str(answer.headers.get("Content-Range", "")).startswith(f"bytes {have}-")


def _tag_of(part: Path) -> Path:
    return part.with_name(part.name + ".etag")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag_of(part).unlink(missing_ok=True)
