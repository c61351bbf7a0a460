"""Large files on their way in: which calls take them, how large they may be, and where they lie meanwhile."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import request

from server.core.errors import BadRequest, DiskFull, TooLarge

BLOCK_BYTES = 1 << 18
KIND = "application/octet-stream"
# Calls that take more than a megabyte, and how much: two hours of one microphone are about 120 MB of FLAC.
LARGEST: Mapping[str, int] = {
    "bundles.bring_in": 8 << 30,
    "imports.recording": 4 << 30,
    "imports.preview": 16 << 20,
    "imports.transcript": 16 << 20,
}
# Calls that take a small file in a form among its other fields.
FORMS: Mapping[str, int] = {"statements.create": 5 << 20, "zero_drafts.preview": 5 << 20}


def allow() -> None:
    """Before a request is read: let a call that takes large files have them."""
    largest = LARGEST.get(request.endpoint or "")
    if largest is not None and request.mimetype == KIND:  # a form would be unpacked before anybody asked who sends it
        request.max_content_length = largest
    form = FORMS.get(request.endpoint or "")
    if form is not None and request.mimetype == "multipart/form-data":
        request.max_content_length = form


@contextmanager
def received(folder: Path) -> Iterator[Path]:
    """The file that the request brings, as it comes, below a folder; gone afterwards. Raises TooLarge or DiskFull."""
    largest = LARGEST[request.endpoint or ""]
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".upload-") as name:
            path = Path(name) / "file"
            size = _write(path, largest)
            if request.content_length is not None and size < request.content_length:
                raise BadRequest("the file broke off on its way: send it again")
            if not size:
                raise BadRequest("a file is expected; found nothing")
            yield path
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull("the disk is full: make room where the recordings are; nothing was brought in") from error
        raise


def _write(path: Path, largest: int) -> int:
    """The body of the request into a new file; returns its bytes. Raises TooLarge or OSError."""
    size = 0
    with path.open("xb") as out:
        while block := request.stream.read(BLOCK_BYTES):
            size += out.write(block)
            if size > largest:
                raise TooLarge(f"the file is too large: {largest >> 20} MB at most")
    return size
