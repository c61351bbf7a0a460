"""What every Word file of ours shares: page, styles, fonts for three families of scripts, direction, fields."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK, QUIET, HELD = RGBColor(0x16, 0x23, 0x3A), RGBColor(0x5B, 0x64, 0x72), RGBColor(0x9B, 0x1C, 0x1C)
RULE_HEX = "B08D3C"
_LATIN = "Cambria"
# Faces that Word or LibreOffice has on a common machine; each falls back to a like one where it is missing.
_EAST_ASIAN = {"ko": "Malgun Gothic", "ja": "Yu Mincho", "zh": "SimSun"}
_COMPLEX = "Arabic Typesetting"
# Word files carry a day of making; a fixed one keeps the same record at the same bytes.
_MADE = datetime.datetime(2000, 1, 1)


def new_document(title: str, language: str, is_right_to_left: bool) -> Any:
    """An A4 document with our styles in the language."""
    document = docx.Document()
    for name, part in list(document.part.rels.items()):
        if part.reltype.endswith("/stylesWithEffects"):  # the template's, for Word 2010: it knows no style of ours
            del document.part.rels[name]
    properties = document.core_properties
    properties.title, properties.author, properties.language = title[:255], "Roundtable", language
    properties.created = properties.modified = _MADE
    properties.comments = properties.last_modified_by = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.9)
    section.top_margin, section.bottom_margin = Cm(3.1), Cm(2.8)
    _style(document, "Normal", 11.5, INK, language, is_right_to_left)
    document.styles["Normal"].paragraph_format.space_after = Pt(9)
    document.styles["Normal"].paragraph_format.line_spacing = 1.2
    for name, size, space in (("Title", 22, 4), ("Subtitle", 12.5, 18), ("Heading 1", 13, 8), ("Heading 2", 11.5, 2)):
        _style(document, name, size, QUIET if name == "Subtitle" else INK, language, is_right_to_left)
        style = document.styles[name]
        style.paragraph_format.space_after = Pt(space)
        style.font.bold = style.font.cs_bold = name != "Subtitle"
        _without_border(style)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(22)
    for name in ("Title", "Subtitle"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def packed(document: Any) -> bytes:
    """The file. Its members carry the fixed day of making, not the second in which they were packed."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def add_run(paragraph: Any, text: str, color: RGBColor | None = None, size: float | None = None, **marks: bool) -> Any:
    """Text at the end of a paragraph; line feeds and tabs become Word's. ``marks``: bold, italic."""
    run = paragraph.add_run(text)
    run.bold, run.italic = marks.get("bold"), marks.get("italic")
    run.font.cs_bold = marks.get("bold")
    if color is not None:
        run.font.color.rgb = color
    if size is not None:
        run.font.size = Pt(size)
        _child(run._r.get_or_add_rPr(), "w:szCs").set(qn("w:val"), str(round(size * 2)))
    return run


@contextmanager
def add_bookmark(paragraph: Any, name: str, number: int) -> Iterator[None]:
    """What is added to a paragraph within it is a bookmark. ``name``: letters, figures and low lines, 40 at most.

    ``number``: no other bookmark of the document has it.
    """
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (begin, end):
        mark.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), name)
    paragraph._p.append(begin)
    yield
    paragraph._p.append(end)


def set_direction(paragraph: Any, is_right_to_left: bool) -> None:
    """A paragraph of right-to-left text, its runs included. Call it last."""
    if not is_right_to_left:
        return
    paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER["w:bidi"])
    for run in paragraph._p.iter(qn("w:r")):  # those of tracked changes among them
        _child(run.get_or_add_rPr(), "w:rtl")


def add_field(paragraph: Any, code: str, color: RGBColor | None = None, size: float | None = None) -> None:
    """A field that Word fills in, PAGE or NUMPAGES, as the text around it looks."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        run = add_run(paragraph, "", color, size)
        if kind == "text":
            run.text = text
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def add_style(document: Any, name: str, base: str, size: float, color: RGBColor, **space_pt: float) -> Any:
    """A style of ours for paragraphs, so that they can be changed all at once. ``space_pt``: before, after."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    style.quick_style = True
    style.font.size, style.font.color.rgb = Pt(size), color
    _child(style.element.get_or_add_rPr(), "w:szCs").set(qn("w:val"), str(round(size * 2)))
    style.paragraph_format.space_before, style.paragraph_format.space_after = (
        Pt(space_pt.get("before", 0)),
        Pt(space_pt.get("after", 0)),
    )
    return style


def new_list(document: Any, hanging: Any = None) -> int:
    """A list of its own that counts 1. 2. 3.; returns its number, for ``number``. ``hanging``: how far its text is."""
    part = document.part.numbering_part.numbering_definitions._numbering
    abstracts = part.findall(qn("w:abstractNum"))
    identity = max((int(each.get(qn("w:abstractNumId"))) for each in abstracts), default=0) + 1
    abstract, level = OxmlElement("w:abstractNum"), OxmlElement("w:lvl")
    abstract.set(qn("w:abstractNumId"), str(identity))
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", "%1."), ("w:lvlJc", "left")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        level.append(element)
    if hanging is not None:
        properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
        indent.set(qn("w:left"), str(round(hanging.twips)))
        indent.set(qn("w:hanging"), str(round(hanging.twips)))
        properties.append(indent)
        level.append(properties)
    abstract.append(level)
    (abstracts[-1].addnext if abstracts else part.append)(abstract)
    return int(part.add_num(identity).numId)


def number(element: Any, numbering: int) -> None:
    """Count a paragraph, or all paragraphs of a style, in a list. ``element``: its XML."""
    properties = element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def add_rule(paragraph: Any, hex_color: str = RULE_HEX) -> None:
    """A thin line under a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", hex_color)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _style(document: Any, name: str, size: float, color: RGBColor, language: str, is_right_to_left: bool) -> None:
    style = document.styles[name]
    style.font.size, style.font.color.rgb, style.font.name = Pt(size), color, _LATIN
    properties = style.element.get_or_add_rPr()
    faces = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    base = language.split("-")[0]
    faces.set(qn("w:eastAsia"), _EAST_ASIAN.get(base, "SimSun"))
    faces.set(qn("w:cs"), _COMPLEX)
    _child(properties, "w:szCs").set(qn("w:val"), str(round((size + 2 if is_right_to_left else size) * 2)))
    tongue = _child(properties, "w:lang")
    tongue.set(qn("w:bidi" if is_right_to_left else "w:eastAsia" if base in _EAST_ASIAN else "w:val"), language)


# What must follow each element: the schema of WordprocessingML demands an order.
_AFTER = {
    "w:szCs": (
        *("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText"),
        *("w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang"),
    ),
    "w:rtl": ("w:cs", "w:em", "w:lang"),
    "w:lang": ("w:eastAsianLayout",),
    "w:bidi": (
        *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
        *("w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr"),
    ),
}


def _child(properties: Any, tag: str) -> Any:
    found = properties.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        properties.insert_element_before(found, *_AFTER[tag])
    return found


def _without_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is not None:
        properties.remove(borders)
