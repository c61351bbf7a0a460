"""Minutes as TTML, in the shape of the IMSC 1.1 text profile: each cue with its time, its language and who speaks.

Built as XML, so that no text can be markup.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from server.documents.captions import Cue, all_cues
from server.documents.records import MinutesRecord, cleaned
from server.documents.standing import standing_lines
from server.documents.times import stamp
from server.documents.words import direction

PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
TT, PARAMETER, STYLE, META = (
    f"http://www.w3.org/ns/ttml{each}" for each in ("", "#parameter", "#styling", "#metadata")
)
XML = "http://www.w3.org/XML/1998/namespace"
NAMES = {None: TT, "ttp": PARAMETER, "tts": STYLE, "ttm": META}
# Two lines at the foot of the picture, inside the tenth of it that screens may cut (IMSC 1.1, 7.12.1).
REGION = {"origin": "10% 78%", "extent": "80% 14%", "displayAlign": "after", "textAlign": "center"}
TEXT = {"color": "white", "backgroundColor": "black", "fontFamily": "proportionalSansSerif", "fontSize": "80%"}


def minutes_ttml(record: MinutesRecord) -> bytes:
    """The file, UTF-8. Speakers are agents; what is right-to-left says so."""
    record = cleaned(record)
    root = etree.Element(f"{{{TT}}}tt", nsmap=NAMES)
    root.set(f"{{{XML}}}lang", record.language)
    root.set(f"{{{PARAMETER}}}contentProfiles", PROFILE)
    root.set(f"{{{PARAMETER}}}timeBase", "media")
    found = list(all_cues(record))
    agents = {name: f"speaker-{place}" for place, name in enumerate(dict.fromkeys(cue.speaker for cue in found), 1)}
    agents.pop("", None)
    _head(root, record, agents)
    division = _add(_add(root, "body", {f"{{{STYLE}}}textAlign": "center"}), "div")
    for place, cue in enumerate(found, 1):
        _cue(division, place, cue, agents, record.language)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False))


def _head(root: Any, record: MinutesRecord, agents: dict[str, str]) -> None:
    head = _add(root, "head")
    about = _add(head, "metadata")
    _add(about, f"{{{META}}}title").text = record.title
    for line in standing_lines(record):
        _add(about, f"{{{META}}}desc").text = line
    for name, identity in agents.items():
        agent = _add(about, f"{{{META}}}agent", {"type": "person", f"{{{XML}}}id": identity})
        _add(agent, f"{{{META}}}name", {"type": "full"}).text = name
    styling, layout = _add(head, "styling"), _add(head, "layout")
    _add(styling, "style", {f"{{{XML}}}id": "text", **_styled(TEXT)})
    _add(layout, "region", {f"{{{XML}}}id": "foot", **_styled(REGION)})


def _cue(division: Any, place: int, cue: Cue, agents: dict[str, str], language: str) -> None:
    times = {"begin": stamp(cue.start_ms, "."), "end": stamp(cue.end_ms, ".")}
    row = _add(division, "p", {f"{{{XML}}}id": f"cue-{place}", **times, "region": "foot", "style": "text"})
    if cue.lang != language:
        row.set(f"{{{XML}}}lang", cue.lang)
    if direction(cue.lang) == "rtl":
        row.set(f"{{{STYLE}}}direction", "rtl")
        row.set(f"{{{STYLE}}}unicodeBidi", "embed")
    if cue.speaker in agents:
        row.set(f"{{{META}}}agent", agents[cue.speaker])
    last = None
    for line in cue.lines:
        if last is None and row.text is None:
            row.text = line
            continue
        last = _add(row, "br")
        last.tail = line


def _add(parent: Any, name: str, attributes: dict[str, str] | None = None) -> Any:
    return etree.SubElement(parent, name if name.startswith("{") else f"{{{TT}}}{name}", attributes or {})


def _styled(styles: dict[str, str]) -> dict[str, str]:
    return {f"{{{STYLE}}}{name}": value for name, value in styles.items()}
