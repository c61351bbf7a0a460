"""``python -m translation "text" --from en --to pt --models FOLDER``"""

from __future__ import annotations

import argparse
from pathlib import Path

from translation.port import TranslationError
from translation.translator import Translator


def main() -> None:
    """Print the translation, or say on one line why there is none."""
    parser = argparse.ArgumentParser(prog="python -m translation")
    parser.add_argument("text")
    parser.add_argument("--from", dest="source", required=True)
    parser.add_argument("--to", dest="target", required=True)
    parser.add_argument("--models", type=Path, default=Path("instance/models"))
    given = parser.parse_args()
    translator = Translator.of_folder(given.models)
    try:
        print(translator.translate(given.text, given.source, given.target).text)
    except TranslationError as error:
        raise SystemExit(f"{error.code}: {error}") from error
    finally:
        translator.close()


if __name__ == "__main__":
    main()
