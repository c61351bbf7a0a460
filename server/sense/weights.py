"""Tensors of a safetensors file, as arrays that are read from the file when they are used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from server.core.errors import ModelDamaged

Array = NDArray[np.float32]
_LENGTH_BYTES = 8  # of the header's own size, little endian
_LARGEST_HEADER = 1 << 20


def read(path: Path) -> Mapping[str, Array]:
    """The float32 tensors by name. Raises ModelDamaged for a file that is none of that kind."""
    try:
        with path.open("rb") as file:
            size = int.from_bytes(file.read(_LENGTH_BYTES), "little")
            if size > _LARGEST_HEADER:
                raise ValueError(f"a header of {size} bytes")
            header = json.loads(file.read(size))
        whole = np.memmap(path, dtype=np.uint8, mode="r", offset=_LENGTH_BYTES + size)
        return {
            name: whole[slice(*told["data_offsets"])].view(np.float32).reshape(told["shape"])
            for name, told in header.items()
            if isinstance(told, dict) and told.get("dtype") == "F32"
        }
    except (ValueError, KeyError, TypeError) as error:
        raise ModelDamaged(f"{path.name} is no file of tensors ({error}); install it again") from error
