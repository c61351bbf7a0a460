"""The pages' reducers under Node, and the interface's strings."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parents[2] / "web"
KEY = re.compile(r"""\bt\(\s*["']([a-z_]+\.[a-z_]+)["']""")


def test_the_reducers_of_the_pages_pass_under_node() -> None:
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "node is missing: make setup"
    tests = sorted(str(path) for path in (WEB / "tests").glob("*.test.js"))
    done = subprocess.run([node, "--test", *tests], capture_output=True, text=True, timeout=240)
    assert tests and done.returncode == 0, done.stdout + done.stderr


def test_every_interface_language_has_the_same_strings_with_the_same_parameters() -> None:
    strings = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (WEB / "i18n").glob("*.json")}
    assert {"en", "ko", "pt"} <= set(strings)
    for code, found in strings.items():
        assert found.keys() == strings["en"].keys(), code
        for key, text in found.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", strings["en"][key])), (code, key)


def test_every_string_that_a_page_names_exists() -> None:
    english = json.loads((WEB / "i18n" / "en.json").read_text(encoding="utf-8"))
    sources = [*(WEB / "pages").glob("*.html"), *(WEB / "js").rglob("*.js")]
    named = {(path.name, key) for path in sources for key in KEY.findall(path.read_text(encoding="utf-8"))}
    assert named and not {each for each in named if each[1] not in english}


def test_what_shows_a_picture_and_perhaps_hides_its_words_has_a_name() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (WEB / "pages").glob("*.html"))
    named = re.findall(r"<(?:a|button)\b([^>]*)>\s*<svg", pages)
    assert named and all("aria-label=" in each for each in named), named
