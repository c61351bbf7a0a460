"""What minutes say of themselves in print: how far they are, their hash, who signed, what was put right since."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from server.documents.minutes import record_of
from server.documents.minutes_docx import minutes_docx
from server.documents.minutes_html import minutes_html
from server.documents.records import Corrigendum, MinutesRecord, SignOff, Standing
from server.documents.standing import corrections, seal, standing_lines
from tests.support.documents import entry, minutes

DAY = "2031-05-18T10:00:00+00:00"
HASH = "ab" * 32
CORR = Corrigendum(1, "s1", "", "in may", "in May", "a name", "Ana Exemplo", DAY, "cd" * 32)
FROZEN = Standing(
    "published", "", HASH, DAY, "Caro Exemplo", DAY, (SignOff("floor", "Eva Exemplo", DAY, True),), (CORR,)
)


def of(standing: Standing, version: str = "floor", language: str = "en") -> MinutesRecord:
    made = minutes(entry("It starts in may."), language=language)
    return MinutesRecord(made.title, made.date, made.languages, made.entries, made.gaps, standing, version)


def test_a_draft_says_so_and_a_review_until_when() -> None:
    assert standing_lines(of(Standing())) == ("Draft: not approved",)
    (told,) = standing_lines(of(Standing("review", DAY)))
    assert told == "Under review; corrections until May 18, 2031 · 10:00 UTC"
    assert seal(of(Standing("review", DAY))) is None


def test_approved_minutes_say_when_and_whether_this_language_version_is_signed() -> None:
    told, signed = standing_lines(of(FROZEN))
    assert told.startswith("Approved on May 18, 2031") and "published on" in told
    assert signed == "Signed as right by Eva Exemplo, May 18, 2031 · 10:00 UTC"
    assert standing_lines(of(FROZEN, "pt"))[1] == "Not signed: machine translation"
    earlier = Standing("approved", sha256=HASH, approved_at=DAY, sign_offs=(SignOff("pt", "Eva", DAY, False),))
    assert standing_lines(of(earlier, "pt"))[1] == "Signed by Eva for an earlier version"
    assert standing_lines(of(earlier))[1] == "Not signed"


def test_a_corrigendum_stands_beside_its_passage_in_the_versions_that_it_concerns() -> None:
    (told,) = corrections(of(FROZEN), "s1")
    assert told == "Corr.1: for “in may” read “in May” (a name; Ana Exemplo, May 18, 2031 · 10:00 UTC)"
    assert corrections(of(FROZEN), "s2") == ()
    of_pt = Standing("approved", sha256=HASH, corrigenda=(Corrigendum(1, "s1", "pt", "a", "b", "w", "A", DAY, "x"),))
    assert corrections(of(of_pt), "s1") == () and len(corrections(of(of_pt, "pt"), "s1")) == 1
    hidden = Standing("approved", corrigenda=(Corrigendum(2, "s1", "", "", "", "by law", "A", DAY, "x", True),))
    assert corrections(of(hidden, "pt"), "s1")[0].startswith("Corr.2: these words are withheld (by law;")


@pytest.mark.parametrize("language", list(json.loads((Path("server/documents/layouts/words.json")).read_text())))
def test_every_language_has_its_own_words_for_it(language: str) -> None:
    told = (*standing_lines(of(FROZEN, language=language)), *corrections(of(FROZEN, language=language), "s1"))
    assert len(told) == 3 and all("{" not in each and each.strip() for each in told)
    assert all(name in " ".join(told) for name in ("Eva Exemplo", "Ana Exemplo", "in may", "in May"))


def test_files_print_the_standing_the_hash_and_the_corrigendum() -> None:
    page = minutes_html(of(FROZEN)).decode()
    assert HASH in page and "Approved on" in page and "for “in may” read “in May”" in page
    document = docx.Document(io.BytesIO(minutes_docx(of(FROZEN))))
    text = "\n".join(each.text for each in document.paragraphs)
    assert HASH in text and "Approved on" in text and "for “in may” read “in May”" in text


def test_the_protocols_standing_becomes_the_records() -> None:
    corrigendum = {
        "number": 1, "segment": "s1", "lang": "", "kind": "text", "before": "a", "after": "b", "why": "w", "by": "A",
        "at": 0, "sha256": "x", "words": "y", "salt": "z", "is_hidden": False,
    }  # fmt: skip
    told = {
        "state": "approved", "review_ends_at": None, "sha256": HASH, "approved_at": 0, "approved_by": "Caro",
        "published_at": None, "corrigenda": [corrigendum, {**corrigendum, "number": 2, "is_hidden": True}],
        "sign_offs": [{"language": "pt", "by": "Eva", "at": 0, "is_current": True}],
    }  # fmt: skip
    made = record_of("T", [], "pt", standing=told)
    assert made.version == "pt" and made.standing.is_approved
    assert made.standing.approved_at == "1970-01-01T00:00:00+00:00" and made.standing.published_at == ""
    assert [each.is_withheld for each in made.standing.corrigenda] == [False, True]
    assert made.standing.sign_off("pt") is not None and made.standing.sign_off("floor") is None
