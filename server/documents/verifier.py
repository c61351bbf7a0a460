"""One HTML file that verifies a statement's record without a network: the record, the words, and the scripts inside it.

Its scripts are those of the page of verification, one after the other, so there is one verifier to keep right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

SCRIPTS = ("state/bidi.js", "state/canonical.js", "state/verify.js", "ui/verified.js")
# Nothing can be fetched and nothing sent, whatever stood in the record.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
_MAIN = """
const given = JSON.parse(document.getElementById("given").textContent);
const root = document.getElementById("found");
const known = given.record.head.key;
let shown = given.record;
const choose = document.getElementById("words");
const wanted = (navigator.languages ?? ["en"]).map((each) => each.split("-")[0]);
choose.value = wanted.find((each) => each in given.texts) ?? "en";
function draw() {
  const texts = given.texts[choose.value];
  document.documentElement.lang = choose.value;
  document.getElementById("lead").textContent = texts["verify.lead"];
  return showVerified(root, shown, { texts, names: given.names[choose.value], lang: choose.value }, known);
}
const words = () => given.texts[choose.value];
const again = acceptRecords(document.getElementById("other"), (record) => { shown = record; return draw(); }, words);
choose.addEventListener("change", () => { again(); draw(); });
draw();
"""


def verifier_html(
    record: Mapping[str, Any], names: Mapping[str, Mapping[str, str]], texts: Mapping[str, Mapping[str, str]], web: Path
) -> bytes:
    """The file, UTF-8. ``texts``: the words ``verify.*`` by language; ``names``: delegations by code, by language."""
    scripts = "\n".join(_IMPORT.sub("", (web / "js" / each).read_text(encoding="utf-8")) for each in SCRIPTS)
    style = (web / "css" / "verify.css").read_text(encoding="utf-8")
    title = escape(str(record["adopted"]["title"]))
    given = _data({"record": record, "names": names, "texts": texts})
    choices = "".join(f'<option value="{code}" lang="{code}">{escape(_own_name(code))}</option>' for code in texts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{title}</title>'
        f"\n<style>{style}</style></head>\n"
        f'<body class="alone"><main class="verify"><select id="words" aria-label="Language">{choices}</select>'
        f'<h1 dir="auto">{title}</h1><p id="lead" class="quiet"></p>'
        '<div id="found" aria-live="polite"></div><div id="other"></div></main>\n'
        f'<script type="application/json" id="given">{given}</script>\n'
        f'<script type="module">\n{scripts}\n{_MAIN}</script></body></html>\n'
    ).encode()


def _data(value: Any) -> str:
    """JSON that ends no script, whatever people wrote."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _own_name(code: str) -> str:
    return {"en": "English", "ko": "한국어", "pt": "Português"}.get(code, code)
