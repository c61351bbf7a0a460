"""A statement as DOCX, PDF, HTML and JSON. ``statement`` is a Statement of the protocol."""

from __future__ import annotations

import datetime
import html
import io
import json
from pathlib import Path
from typing import Any

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH

LAYOUT = """
#let it = json(bytes(sys.inputs.at("statement")))
#set document(title: it.title)
#set page(paper: "a4", margin: (x: 2.6cm, y: 2.8cm), numbering: "1 / 1")
#set text(font: ("Libertinus Serif", "Noto Sans CJK KR", "Noto Sans Arabic"), size: 11pt, lang: it.language)
#set par(justify: true, leading: 0.72em, spacing: 1.1em)
#align(center)[#text(size: 17pt, weight: "bold")[#it.title] \\ #v(0.2em) #text(size: 9pt, fill: luma(90))[#it.standing]]
#v(1.2em)
#for each in it.paragraphs {
  if each.kind == "operative" { grid(columns: (2em, 1fr), [#each.number.], [#each.text]) }
  else { par[#each.text] }
}
#v(1.5em)
#line(length: 100%, stroke: 0.4pt)
#text(size: 9pt)[#it.party_line]
#if it.sha256 != none { text(size: 7.5pt, fill: luma(90))[SHA-256 #raw(it.sha256)] }
"""


def as_json(statement: dict[str, Any], fonts: Path) -> bytes:
    """Everything, as the API has it."""
    return json.dumps(statement, ensure_ascii=False, indent=1).encode()


def as_html(statement: dict[str, Any], fonts: Path) -> bytes:
    """A page that stands alone."""
    rows = "".join(f'<p dir="auto">{html.escape(numbered(each))}</p>' for each in statement["paragraphs"])
    title, language = html.escape(statement["title"]), html.escape(statement["language"])
    head = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>'
    style = "<style>body{max-width:42rem;margin:3rem auto;font:1.05rem/1.6 serif}</style>"
    foot = f"<hr><p>{html.escape(', '.join(statement['parties']))}</p><p><small>{html.escape(standing(statement))}</small></p></html>"
    return f"{head}{style}<h1>{title}</h1>{rows}{foot}".encode()


def numbered(paragraph: dict[str, Any]) -> str:
    """A paragraph's text after its number, if it has one."""
    return f"{paragraph['number']}. {paragraph['text']}" if paragraph["number"] else str(paragraph["text"])


def as_docx(statement: dict[str, Any], fonts: Path) -> bytes:
    """Word, with numbered operative paragraphs."""
    document = docx.Document()
    document.core_properties.title = statement["title"]
    document.add_heading(statement["title"], 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.sections[0].header.paragraphs[0].text = standing(statement)
    for each in statement["paragraphs"]:
        document.add_paragraph((f"{each['number']}.  " if each["number"] else "") + each["text"])
    document.add_paragraph(", ".join(statement["parties"]))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(statement: dict[str, Any], fonts: Path) -> bytes:
    """PDF by typst; the text goes in as data, so nothing in it is taken for markup."""
    data = {**statement, "standing": standing(statement), "party_line": ", ".join(statement["parties"])}
    paths = [str(fonts)] if fonts.is_dir() else []
    made = typst.compile(
        LAYOUT.encode(), font_paths=paths, sys_inputs={"statement": json.dumps(data)}, ignore_system_fonts=False
    )
    assert isinstance(made, bytes)
    return made


def standing(statement: dict[str, Any]) -> str:
    """What the text is: a draft, or adopted and when, with its hash."""
    if not statement["sha256"]:
        return "DRAFT, not adopted"
    when = datetime.datetime.fromtimestamp(statement["adopted_at"] / 1000, datetime.UTC)
    return f"Adopted {when:%Y-%m-%d %H:%M} UTC · SHA-256 {statement['sha256']}"


FORMATS = {
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
    "html": (as_html, "text/html; charset=utf-8"),
    "json": (as_json, "application/json"),
}
