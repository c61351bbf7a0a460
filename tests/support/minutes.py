"""Minutes of three lines as they were heard, with their words, doubts and translations: straight on the database."""

from __future__ import annotations

from typing import Any

from server.services.hearing import hear, translate
from server.services.hearing.translate import Outcome
from server.services.meeting import convene, floor
from server.services.minutes import lines, record, recut, words
from server.storage import log
from server.storage.database import Database

SECOND = 16_000
KNOWN = {"en": "English", "pt": "Português", "fr": "Français"}
ROUTES = {"en": {"pt"}}
HEARD = ("We propose a solar pilot in June and it costs nothing.", "The roofs are ready.", "Thank you chair.")


def heard_words(text: str, start: int, unsure: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The words of a text, half a second each and a pause behind each."""
    return [
        {
            "text": f" {word}",
            "start_sample": start + at * SECOND // 2,
            "end_sample": start + at * SECOND // 2 + SECOND // 4,
            "probability": 0.2 if word in unsure else 0.9,
        }
        for at, word in enumerate(text.split())
    ]


class Minutes:
    """An open session with three lines of Korea, as they were heard, each translated into Portuguese."""

    def __init__(self, database: Database) -> None:
        self.database, self.now = database, 10_000
        database.write(self._furnish)

    def _furnish(self, tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt", "fr"], KNOWN)
        convene.open_session(tx, "demo", 1_000)
        floor.give_floor(tx, "demo", "KR", 0, 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 2_000, 0)
        epoch, at = hear.lease(tx, "room")["epoch"], 0
        for text in HEARD:
            end = at + len(text.split()) * SECOND // 2
            result = {"kind": "final", "start_sample": at, "end_sample": end, "text": text, "language": "en"}
            result["words"] = heard_words(text, at, ("solar", "costs"))
            outcome = hear.accept(tx, "room", epoch, result, ROUTES, "live", 1_500)
            assert outcome is not None
            for job in outcome.jobs:
                translate.translated(tx, job, f"pt: {job.text}", "invented", False, "", 1_600)
            at = end

    def tell(self, work: Any) -> Any:
        self.now += 1_000
        return self.database.write(lambda tx: work(tx, self.now))

    def all(self) -> list[dict[str, Any]]:
        return self.database.read(lambda tx: record.minutes(tx, "demo"))

    def line(self, number: int) -> dict[str, Any]:
        return self.all()[number]

    def texts(self) -> list[str]:
        return [each["text"] for each in self.all()]

    def correct(self, number: int, text: str, by: str = "Ana") -> Outcome:
        each = self.line(number)
        return self.tell(lambda tx, now: record.correct(tx, "demo", each["id"], each["rev"], text, by, ROUTES, now))

    def split(self, number: int, before: str, by: str = "Eva", routes: Any = ROUTES) -> Outcome:
        each = self.line(number)
        at = each["text"].index(before)
        return self.tell(lambda tx, now: recut.split(tx, "demo", each["id"], each["rev"], at, by, routes, now))[1]

    def merge(self, number: int, other: int, by: str = "Eva", routes: Any = ROUTES) -> Outcome:
        one, next_one = ((each["id"], each["rev"]) for each in (self.line(number), self.line(other)))
        return self.tell(lambda tx, now: recut.merge(tx, "demo", one, next_one, by, routes, now))[1]

    def rename(self, number: int, speaker: str, delegation: str | None) -> Outcome:
        each = self.line(number)
        place = ("demo", each["id"], each["rev"], speaker, delegation, "Eva")
        return self.tell(lambda tx, now: lines.rename(tx, *place, now))

    def words(self, number: int) -> list[list[Any]]:
        name = self.line(number)["id"]
        return list(self.database.read(lambda tx: words.of_lines(tx, "demo", [name]))[name]["words"])

    def shown(self, view: str) -> dict[str, str]:
        """What a reader of a view has before their eyes, by line: the newest of translation and original."""
        found: dict[str, dict[str, str]] = {}
        for event in self.database.read(lambda tx: log.read(tx, "demo", view, 0))["events"]:
            if event["kind"] != "caption":
                continue
            slot = "said" if event["lang"] == event["src_lang"] else "told"
            found.setdefault(event["seg"], {})[slot] = event["text"]
            if event["status"] in ("retracted", "replaced"):
                found[event["seg"]] = {}
        return {name: each.get("told") or each["said"] for name, each in found.items() if each}
