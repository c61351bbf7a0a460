"""What stands above the text of a document: its title, and the marks of a draft, which are no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from server.core.zero.blocks import Block, Mark

STOPS = (".", ",", ";", ":", "،", "؛", "。", "，", "；", "、", "：")
# A title without a style of its own is no longer than this, a heading within the text than that.
TITLE_CHARACTERS, HEADING_CHARACTERS = 200, 80
# Only so many blocks stand above a title.
_ABOVE = 6
# "ZERO DRAFT", "Rev.1", "as of 12 May 2027, 18:00", "[DRAFT]": what is said of the version, in the eight languages.
_OF_A_VERSION = re.compile(
    r"(?:zero|first|second|third|fourth|initial|revised|final|working|rolling|clean|draft|text|non-?paper|version|rev(?:ision)?|dated?"
    r"|chair(?:['’]s)?|co-?chairs['’]?|as|of|at|the|on|by|confidential|for|discussion|only|restricted|limited|distribution|advance|copy|unedited"
    r"|avant-?projet|projet|zéro|provisoire|du|au|version|texte|révisé|confidentiel"
    r"|borrador|proyecto|cero|preliminar|versión|texto|confidencial|del?|al|minuta|projeto|rascunho|versão|confidencial|em"
    r"|нулевой|проект|предварительный|версия|от|по|состоянию|на|редакция|конфиденциально|г"
    r"|مسودة|مشروع|صفرية|أولية|نسخة|سري|في|بتاريخ|零|草案|草稿|初稿|案文|讨论稿|修订|版|年|月|日|제로|초안|영|초고|드래프트|수정|수정본|년|월|일|기준|대외비)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_KINDS = re.compile(
    r"(?:declaration|statement|resolution|communiqu[eé]|agreement|principles|guidelines|déclaration|résolution|accord|declaraci[oó]n|resoluci[oó]n"
    r"|comunicado|declaração|resolução|заявление|декларация|резолюция|коммюнике|إعلان|بيان|قرار|声明|宣言|公报|决议|성명|선언|결의)",
    re.IGNORECASE,
)
_HAN_MARK = re.compile(
    r"[\[（(]?(?:零|初|第[一二三四五]|修订|讨论)?(?:号)?(?:草案|草稿|案文|初稿|讨论稿)[\]）)]?|[\[(]?(?:제로\s?드래프트|초안|영안)[\])]?"
)


def headed(blocks: Sequence[Block]) -> tuple[str, list[str], Sequence[Block]]:
    """The title ("" without one), what of a version stands above it, and the blocks that are left."""
    left = []
    rest = list(blocks)
    for each in blocks[:_ABOVE]:
        if each.is_title or not is_of_a_version(each):
            continue
        if any(one.is_title or one.level or not is_heading_like(one) for one in rest[: rest.index(each)]):
            break
        left.append(each.text)
        rest.remove(each)
    title, standing = _titled(rest)
    return title, left, standing


def is_heading_like(block: Block) -> bool:
    """Whether it reads like a heading: short, without a mark, a bracket or a stop."""
    is_short = len(block.text) <= TITLE_CHARACTERS and block.mark is Mark.NONE and "[" not in block.text
    return is_short and not block.text.endswith(STOPS) and not block.is_italic


def _is_title_like(block: Block) -> bool:
    """A title may have words in brackets, but does not begin with them."""
    return is_heading_like(replace(block, text=block.text.replace("[", ""))) and not block.text.startswith("[")


def is_of_a_version(block: Block) -> bool:
    """Whether it only tells which draft this is, and of when."""
    text = block.text.strip("[]() ")
    if len(text) > HEADING_CHARACTERS or block.text.rstrip().endswith((",", ";", ":")):
        return False
    if _HAN_MARK.fullmatch(text):
        return True
    words = _WORD.findall(text)
    strange = [each for each in words if not _OF_A_VERSION.fullmatch(each)]
    is_named = len(strange) < len(words)
    has_figures = any(sign.isdigit() for sign in text)
    is_month = len(strange) == 1 and has_figures and not _KINDS.search(strange[0])
    return bool(words) and is_named and (not strange or is_month)


def _titled(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    styled = next((at for at, each in enumerate(blocks) if each.is_title), None)
    if styled is None and blocks and blocks[0].level:
        styled = 0
    if styled is None and len(blocks) > 1 and _is_title_like(blocks[0]):
        styled = 0
    if styled is None:
        return "", blocks
    return blocks[styled].text.replace("\n", " "), [*blocks[:styled], *blocks[styled + 1 :]]
