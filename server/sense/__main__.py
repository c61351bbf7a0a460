"""``python -m server.sense FOLDER ASKED ANSWER``: read the sentences of a file (a JSON list), write a reading, end.

The process in which the model of the second reader runs: at the lowest priority, gone with its memory when it is done.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """The exit status: 1 with the reason on standard error where nothing can be read."""
    from server.core.errors import RoundtableError
    from server.sense.reader import SenseReader
    from server.sense.wire import dumped

    folder, asked, answer = map(Path, arguments)
    os.nice(10)
    try:
        sense = SenseReader(folder, threads=len(os.sched_getaffinity(0))).read(json.loads(asked.read_text("utf-8")))
    except RoundtableError as error:
        print(error.message, file=sys.stderr)
        return 1
    answer.write_text(dumped(sense), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
