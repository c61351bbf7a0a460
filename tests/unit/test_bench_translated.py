"""How the benches count translations under way."""

from __future__ import annotations

from typing import Any

from bench.screen import line, screen, underway
from bench.translated import texts, translations
from bench.watch import Seen

WORDS = "we propose to share data"


def said(at_s: float, committed: str, sent_at: int) -> tuple[float, str, dict[str, Any]]:
    return at_s, "tentative", {"seg": "m-0", "lang": "en", "committed": committed, "text": "", "sent_at": sent_at}


def interim(at_s: float, heard_at: int, *parts: tuple[int, str]) -> tuple[float, str, dict[str, Any]]:
    told = [{"seg": f"m-{sample}", "text": text} for sample, text in parts]
    return at_s, "interim", {"stream": "m", "lang": "pt", "heard_at": heard_at, "share": 0.5, "parts": told}


def caption(at_s: float, text: str, lang: str = "en", sample: int = 0) -> tuple[float, str, dict[str, Any]]:
    facts = {"kind": "caption", "seg": f"m-{sample}", "lang": lang, "src_lang": "en", "status": "final", "text": text}
    return at_s, "event", {**facts, "start_ms": 0, "end_ms": 5_000}


def seen(*records: tuple[float, str, dict[str, Any]]) -> Seen:
    return Seen(records, last=0, repeats=0, connections=1)


def test_so_many_agreed_words_are_translated_as_the_share_that_is_shown_and_all_with_the_final_one() -> None:
    floor = seen(said(1.0, "we propose", 10), said(2.0, "we propose to share", 20), caption(5.0, WORDS))
    pt = seen(
        interim(1.5, 10), interim(2.5, 20, (0, "propomos")), caption(5.0, WORDS), caption(6.0, "Propomos.", "pt")
    )  # fmt: skip
    shown = screen(
        [line(at, message) for at, name, message in floor.records if name == "event"],
        [underway(at, message) for at, name, message in floor.records if name == "tentative"],
    )
    spoken = {at: 0.5 * (at + 1) for at in range(5)}
    found = translations(shown, {"floor": floor, "pt": pt}, spoken, [(at, at) for at in range(5)])
    # The first two words at 2.5 s, the others at 6.0 s with the final: 2.0, 1.5, 4.5, 4.0 and 3.5 s after their ends.
    assert found["translated_shown_ms"]["pt"]["max"] == 4_500.0
    assert found["translated_shown_ms"]["pt"]["p50"] == 3_500.0
    assert found["translated_ms"]["pt"]["max"] == 5_500.0
    assert found["untranslated"] == {"pt": 0}


def test_a_reader_sees_translations_and_those_under_way_behind_them() -> None:
    pt = seen(
        interim(1.0, 1, (0, "propomos")), interim(2.0, 2, (0, "propomos partilhar"), (9, "dados")),
        caption(3.0, "Propomos partilhar", "pt"), interim(4.0, 3, (9, "todos")),
    )  # fmt: skip
    assert [" ".join(each) for each in texts(pt, "pt")] == [
        "propomos", "propomos partilhar dados", "Propomos partilhar dados", "Propomos partilhar todos"
    ]  # fmt: skip
