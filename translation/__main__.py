"""Translate from the command line, and look after the packages.

``python -m translation "text" --from en --to pt``; ``python -m translation list | install | verify | remove | routes``.
``--models FOLDER`` says where the models are (default instance/models).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from translation import stick
from translation.errors import ModelMissing, TranslationError
from translation.stores import store_of, stores
from translation.translator import ENGINES, Translator

ACTIONS = ("list", "install", "verify", "remove", "routes")


def main(arguments: list[str] | None = None) -> None:
    """Print what was asked for, or say on one line why there is none."""
    given = sys.argv[1:] if arguments is None else arguments
    is_action = bool(given) and given[0] in ACTIONS and "--from" not in given
    try:
        if is_action:
            _act(_action_parser().parse_args(given))
        else:
            _translate(_text_parser().parse_args(given))
    except TranslationError as error:
        raise SystemExit(f"{error.code}: {error.message}") from error


def _text_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m translation", description=__doc__)
    parser.add_argument("text", help="the text, or - for standard input")
    parser.add_argument("--from", dest="source", required=True)
    parser.add_argument("--to", dest="target", required=True)
    parser.add_argument("--engines", choices=("auto", *ENGINES), default="auto")
    parser.add_argument("--models", type=Path, default=Path("instance/models"))
    return parser


def _action_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m translation")
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("names", nargs="*", help="argos-en-ko, firefox-enko and so on; to install also a path")
    parser.add_argument("--index", default="", help="argos' index, if not its own")
    parser.add_argument("--firefox-index", default="", help="the Firefox registry's list, if not Mozilla's own")
    parser.add_argument("--models", type=Path, default=Path("instance/models"))
    return parser


def _translate(given: argparse.Namespace) -> None:
    translator = Translator.of_folder(given.models, given.engines)
    try:
        text = sys.stdin.read() if given.text == "-" else given.text
        print(translator.translate(text, given.source, given.target).text)
    finally:
        translator.close()


def _act(given: argparse.Namespace) -> None:
    among = stores(given.models, given.index, given.firefox_index)
    if given.action == "routes":
        _print_routes(given.models)
    elif given.action == "list":
        for each in [package for store in among for package in store.installed()]:
            print(f"{each.name:16} {each.version:8} {each.size_bytes / 1e6:6.0f} MB")
    for name in given.names:
        store = store_of(name, among)
        if given.action == "install" and Path(name).exists():
            stick.bring(Path(name), among, print)
        elif store is None:
            raise ModelMissing(f"no package is called {name!r}; there are names like argos-en-ko and firefox-enko")
        elif given.action == "install":
            store.install(name, _print_progress)
            print(f"\r{name}: installed{' ' * 20}")
        elif given.action == "verify":
            store.verify(name)
            print(f"{name}: whole")
        elif given.action == "remove":
            store.remove(name)
            print(f"{name}: removed")


def _print_routes(models: Path) -> None:
    translator = Translator.of_folder(models)
    for source, targets in translator.matrix().items():
        print(source, " ".join(f"{target}:{engine}" for target, engine in targets.items()))
    translator.close()


def _print_progress(done: int, total: int | None) -> None:
    whole = f" of {total / 1e6:.0f}" if total else ""
    print(f"\r{done / 1e6:.0f}{whole} MB", end="", flush=True)


if __name__ == "__main__":
    main()
