"""A statement as one HTML page that stands alone: no script, nothing fetched, readable by a screen reader and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from server.documents.records import StatementParagraph, StatementRecord, cleaned, held_parts
from server.documents.statement_words import owners, party_names, standing
from server.documents.words import words

_STYLE = """
:root{color-scheme:light;--ink:#16233a;--quiet:#5b6472;--held:#9b1c1c;--rule:#b08d3c}
body{margin:0;background:#f4f5f7;color:var(--ink);font:1.09rem/1.65 "Libertinus Serif","Noto Serif",Georgia,serif}
:lang(ko) body,body:lang(ko),body:lang(zh),body:lang(ja){font-family:"Noto Sans CJK KR","Noto Sans KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif;word-break:keep-all}
body:lang(zh),body:lang(ja){font-family:"Noto Sans CJK SC","PingFang SC","Hiragino Sans","Microsoft YaHei",sans-serif;word-break:normal}
body:lang(ar){font-family:Amiri,"Noto Naskh Arabic","Geeza Pro",serif;font-size:1.25rem}
main{box-sizing:border-box;max-width:46rem;margin:2rem auto;padding:3.5rem clamp(1.2rem,7vw,5rem);background:#fff;box-shadow:0 1px 8px #16233a22}
.standing{margin:0 0 3rem;padding-bottom:.6rem;border-bottom:1px solid var(--rule);font-size:.85rem;color:var(--quiet)}
.standing.draft{color:var(--held);font-weight:bold}
h1{margin:0 auto;max-width:34rem;text-align:center;text-wrap:balance;line-height:1.25;font-size:1.9rem}
.subtitle{text-align:center;text-wrap:balance;color:var(--quiet);font-style:italic}
h1~hr{width:7rem;border:0;border-top:2px solid var(--rule);margin:1.6rem auto 2.4rem}
h2{font-size:1.15rem;margin:2.4rem 0 .8rem}
.numbered{display:grid;grid-template-columns:2.2rem 1fr;gap:.7rem;margin:1rem 0}
.numbered>.number{text-align:end}
p{margin:1rem 0;overflow-wrap:anywhere}
.numbered p{margin:0}
mark{background:none;color:var(--held)}
small{font-size:.8rem}
.owners{display:block;color:var(--held)}
.parties{columns:2;list-style:none;padding:0;margin:0}
.sources{font-size:.85rem;color:var(--quiet);padding-inline-start:1.2rem}
.hash{margin-top:2.4rem;font-size:.8rem;color:var(--quiet)}
code{overflow-wrap:anywhere}
@media print{body{background:none}main{margin:0;padding:0;box-shadow:none;max-width:none}}
"""


def statement_html(record: StatementRecord) -> bytes:
    """The page, UTF-8. Everything that people wrote is escaped."""
    record = cleaned(record)
    labels = words(record.language)
    language, title = escape(record.language), escape(record.title)
    way = "rtl" if record.direction == "rtl" else "ltr"
    state = "adopted" if record.is_adopted else "draft"
    parts = [
        f'<!doctype html>\n<html lang="{language}" dir="{way}">\n<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><main>",
        f'<p class="standing {state}">{escape(standing(record))}</p>\n<h1>{title}</h1>',
        f'<p class="subtitle">{escape(record.subtitle)}</p>' if record.subtitle else "",
        "<hr>",
        *(_paragraph(each, record.language) for each in record.paragraphs),
        _parties(labels["parties"], party_names(record)),
        f"<section><h2>{labels['annex']}</h2>" if record.annex else "",
        *(_paragraph(each, record.language) for each in record.annex),
        "</section>" if record.annex else "",
        _sources(labels["sources"], (*record.paragraphs, *record.annex)),
        _fingerprint(labels["fingerprint"], record),
        "</main></body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part).encode()


def _paragraph(paragraph: StatementParagraph, language: str) -> str:
    wording = "".join(
        f"<mark>{escape(text)}</mark>" if is_held else escape(text) for text, is_held in held_parts(paragraph)
    ).replace("\n", "<br>")
    held_by = owners(paragraph, language)
    wording += f'<small class="owners">{escape(held_by)}</small>' if held_by else ""
    if paragraph.kind == "title":
        return f'<h2 dir="auto">{wording}</h2>'
    if not paragraph.number:
        return f'<p dir="auto">{wording}</p>'
    return f'<div class="numbered"><span class="number">{escape(paragraph.number)}.</span><p dir="auto">{wording}</p></div>'


def _parties(label: str, names: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(name)}</li>" for name in names)
    return f'<section><h2>{label}</h2><ul class="parties">{rows}</ul></section>' if rows else ""


def _sources(label: str, paragraphs: Iterable[StatementParagraph]) -> str:
    rows = "".join(
        f'<li dir="auto">{escape(f"{each.number}. " if each.number else "")}{escape(" · ".join(each.citations))}</li>'
        for each in paragraphs
        if each.citations
    )
    return f'<section><h2>{label}</h2><ul class="sources">{rows}</ul></section>' if rows else ""


def _fingerprint(label: str, record: StatementRecord) -> str:
    if not record.is_adopted:
        return ""
    return f'<p class="hash">{label}<br><code dir="ltr">{escape(record.sha256 or "")}</code></p>'
