"""The published record of a session's minutes as its page shows it, in one language version. Knows no Flask."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from server import languages
from server.core.minutes.approval import FLOOR
from server.documents.times import clock

Told = Mapping[str, Any]


def published(given: Told, standing: Told, lang: str) -> dict[str, Any]:
    """What the page's template takes: ``{record, sha256, lang, tongues, approved, signature, rows}``.

    ``given``: what ``services.rectify.given_out`` gives the public; ``lang`` "": everything as it was said. ``rows``:
    gaps ``{kind: gap, time, until, why, seconds}`` and lines ``{kind: line, id, time, turn, words, lang, direction,
    absent, is_untranslated, is_rough, corrigenda}``; an absent one has no words: it was retracted or withheld.
    """
    record = given["record"]
    sign_off = next((each for each in standing["sign_offs"] if each["language"] == (lang or FLOOR)), None)
    return {
        "record": {"title": record["title"], "approved_by": record["approved_by"]},
        "sha256": given["sha256"],
        "lang": lang,
        "tongues": [{"code": code, "name": languages.names().get(code, code)} for code in record["languages"]],
        "approved": moment(record["approved_at"]),
        "signature": None if sign_off is None else {**sign_off, "when": moment(sign_off["at"])},
        "rows": list(_rows(record, given["corrigenda"], lang)),
    }


def moment(ms: int) -> str:
    """A moment for people of every language."""
    return f"{datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC):%Y-%m-%d %H:%M} UTC"


def _rows(record: Told, corrigenda: list[dict[str, Any]], lang: str) -> Iterator[dict[str, Any]]:
    gaps, voice = sorted(record["gaps"], key=lambda each: each["start_ms"]), ""
    for line in record["segments"]:
        while gaps and "start_ms" in line and gaps[0]["start_ms"] <= line["start_ms"]:
            yield _gap(gaps.pop(0))
            voice = ""
        row = _line(line, lang)
        turn = line.get("speaker", "")
        marked = [{**each, "day": moment(each["at"])} for each in corrigenda if _concerns(each, line["id"], lang)]
        yield {**row, "turn": turn if turn != voice else "", "corrigenda": marked}
        voice = turn
    yield from (_gap(each) for each in gaps)


def _gap(gap: Told) -> dict[str, Any]:
    seconds = max(1, round((gap["end_ms"] - gap["start_ms"]) / 1000))
    times = {"time": clock(gap["start_ms"]), "until": clock(gap["end_ms"])}
    return {"kind": "gap", **times, "why": gap["why"], "seconds": seconds}


def _line(line: Told, lang: str) -> dict[str, Any]:
    bare = {"kind": "line", "id": line["id"], "time": "", "words": None, "lang": "", "direction": "ltr"}
    if "sha256" in line:
        return {**bare, "absent": "withheld", "is_untranslated": False, "is_rough": False}
    bare["time"] = clock(line["start_ms"])
    if line["retracted"]:
        return {**bare, "absent": "retracted", "is_untranslated": False, "is_rough": False}
    told = next((each for each in line["translations"] if each["lang"] == lang and each["text"]), None)
    is_told = told is not None and lang != line["lang"]
    words, tongue = (told["text"], lang) if told is not None and is_told else (line["text"], line["lang"])
    return {
        **bare,
        "words": words,
        "lang": tongue,
        "direction": languages.direction(tongue),
        "absent": "",
        "is_untranslated": bool(lang) and not is_told and lang != line["lang"],
        "is_rough": bool(told is not None and is_told and told["is_rough"]),
    }


def _concerns(corrigendum: Told, line: str, lang: str) -> bool:
    return corrigendum["segment"] == line and corrigendum["lang"] in ("", lang)
