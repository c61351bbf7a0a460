"""The event's glossary as a file that a person keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.errors import BadSetting
from server.storage.glossary import Glossary, Terms

TABLE = "*\ten\tpt\tko\nKCW\t\t\t\n\tsingle window\tjanela única\t단일창구\n\trisk data\t\t위험 자료\n"


def test_terms_hold_from_any_language_of_the_table_to_any_other(tmp_path: Path) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_text("\ufeff" + TABLE, encoding="utf-8")
    glossary = Glossary(path)
    glossary.check()
    said = "KCW shows the single window and risk data."
    assert glossary.terms(said, "en", "pt") == Terms(("KCW",), (("single window", "janela única"),))
    assert glossary.terms(said, "en", "ko").fixed == (("single window", "단일창구"), ("risk data", "위험 자료"))
    assert glossary.terms("a janela única", "pt", "ko") == Terms((), (("janela única", "단일창구"),))
    assert glossary.terms("nothing of it", "en", "pt") == Terms()


def test_a_change_is_seen_at_once_and_a_spoilt_one_leaves_the_former(tmp_path: Path) -> None:
    path = tmp_path / "glossary.tsv"
    glossary = Glossary(path)
    glossary.check()
    assert glossary.terms("single window", "en", "pt") == Terms()
    path.write_text(TABLE, encoding="utf-8")
    assert glossary.terms("single window", "en", "pt").fixed
    path.write_text("en\telvish\nsingle window\tx\n", encoding="utf-8")
    assert glossary.terms("single window", "en", "pt").fixed == (("single window", "janela única"),)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"en\telvish\n", "elvish"), (b"en\tpt\na\tb\tc\n", "line 2"), (b"en\tpt\n\xff\xfe\n", "UTF-8")],
)
def test_a_file_that_cannot_be_used_ends_the_start_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_bytes(content)
    with pytest.raises(BadSetting, match=told):
        Glossary(path).check()
