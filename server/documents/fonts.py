"""The fonts of printed statements: pinned packages, fetched at set-up, checked by SHA-256, kept in ``instance/fonts``.

Libertinus Serif (Latin, Cyrillic, Greek) comes inside typst; these are the others. All are under the SIL Open Font
License 1.1. The reasons stand in docs/decisions/0005-pdf-engine.md.
"""

from __future__ import annotations

from pathlib import Path

from server.core.errors import ModelMissing
from server.models.packaged import Package, Part, install, is_installed, verify

COMMAND = "flask --app server fonts install"
LATIN = "Libertinus Serif"
ARABIC = "Amiri"

_CJK, _AMIRI = "noto-cjk-sans-otc==0.0.1", "fontpkg-amiri==1.2"
NOTO_CJK = Package(
    "noto-cjk", "font", "noto-cjk", 20, "OFL-1.1", (_CJK,),
    (Part("NotoSansCJK-Regular.ttc", ((_CJK, "noto_cjk_sans_otc/NotoSansCJK-Regular.ttc"),),
          "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"),),
    "Hangul, Han, Kana",
)  # fmt: skip
AMIRI = Package(
    "amiri", "font", "amiri", 1, "OFL-1.1", (_AMIRI,),
    (
        Part("Amiri-Regular.ttf", ((_AMIRI, "fontpkg_amiri/files/Amiri-Regular.ttf"),),
             "ab391c4147d054c48976e98322ad0eefe1427aa0e0502a12a4c75d80a70cfcd7"),
        Part("Amiri-Bold.ttf", ((_AMIRI, "fontpkg_amiri/files/Amiri-Bold.ttf"),),
             "cfccb794268e7d573d857e6d6a67f89cf8a053e8ffd85dfa0c8ec1bb36fc4827"),
    ),
    "Arabic, Persian, Urdu",
)  # fmt: skip
PACKAGES = (NOTO_CJK, AMIRI)


def install_fonts(folder: Path) -> None:
    """Fetch what is missing, check all of it. Blocks for seconds. Raises ModelMissing or ModelDamaged."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        install(package, folder)


def verify_fonts(folder: Path) -> None:
    """Read every byte. Raises ModelMissing, which names the command, or ModelDamaged."""
    find(folder)
    for package in PACKAGES:
        verify(package, folder)


def find(folder: Path) -> Path:
    """The folder, when every font is there. Raises ModelMissing, which names the command that brings them."""
    missing = [package for package in PACKAGES if not is_installed(package, folder)]
    if missing:
        names = ", ".join(f"{package.name} ({package.note})" for package in missing)
        raise ModelMissing(f"fonts are not installed: {names}; run {COMMAND}", command=COMMAND)
    return folder


def families(language: str) -> tuple[str, ...]:
    """Font families for a text, best first: the Han forms of one language are not those of another."""
    code = language.lower()
    base = code.split("-")[0]
    if base == "zh":
        first = "TC" if any(mark in code for mark in ("hant", "-tw", "-hk", "-mo")) else "SC"
    else:
        first = {"ja": "JP", "ko": "KR"}.get(base, "SC")
    han = tuple(f"Noto Sans CJK {each}" for each in sorted(("SC", "KR", "JP", "TC"), key=lambda each: each != first))
    if base in ("zh", "ja", "ko"):
        return (*han, LATIN, ARABIC)  # its own Latin letters and digits, so that a line has one colour
    return (ARABIC, LATIN, *han) if base in ("ar", "fa", "ur") else (LATIN, ARABIC, *han)
