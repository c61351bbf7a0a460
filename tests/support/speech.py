"""A microphone, a speech worker and a translate worker that say what the test wants: captions without models."""

from __future__ import annotations

import numpy as np

from tests.support.house import House
from tests.support.wires import Wire, worker_token

CHUNK = 1_600
SECOND = 16_000


class Speech:
    """One room microphone of a session, held by the secretariat, and what is recognised of it."""

    def __init__(self, house: House, invitation: str, session: str, language: str = "en") -> None:
        self._house, self._language = house, language
        self.page = Wire(house, "/speaker", {"token": invitation.rsplit("/", 1)[1]}, "ack")
        self.opened = self.page.ask("open", session=session, kind="mixed", language=language, consent=True)
        token = {"token": worker_token(house)}
        self.speech = Wire(house, "/worker", token, "lease")
        self.speech.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
        house.wait(lambda: self.speech.last("lease") is not None, "the lease")
        lease = self.speech.last("lease")
        self.place = {"stream": lease["stream"], "epoch": lease["epoch"]}
        self.done = self.end = 0
        self.translator: Wire | None = None
        self._answered: set[str] = set()  # questions for words under way

    def hear(self, seconds: float = 1.0) -> None:
        """Record some sound; it is on disk on return."""
        place = {"stream": self.opened["stream"], "epoch": self.opened["epoch"]}
        for _ in range(round(seconds * SECOND / CHUNK)):
            loud = np.full(CHUNK, 7_000, "<i2").tobytes()
            self.page.send("audio", {**place, "start_sample": self.end}, loud)
            self.end += CHUNK
        self._house.wait(lambda: (self.page.last("ack") or {}).get("sample") == self.end, "the acknowledgement")

    def under_way(self, committed: str, text: str, decode_ms: int = 120) -> None:
        """Words under way, up to the end of what was recorded."""
        place = {**self.place, "start_sample": self.done, "end_sample": self.end, "decode_ms": decode_ms}
        self.speech.send("tentative", {**place, "committed": committed, "text": text, "language": self._language})

    def say(self, text: str, seconds: float = 1.0) -> str:
        """A final; returns its segment."""
        start, end = self.done, min(self.end, self.done + round(seconds * SECOND))
        final = {"kind": "final", "start_sample": start, "end_sample": end, "text": text, "language": self._language}
        answer = self.speech.ask("results", **self.place, results=[final], decode_ms=350)
        assert answer["accepted"], answer
        self.done = end
        return f"{self.opened['stream']}-{start}"

    def serve(self, *targets: str) -> None:
        """A translate worker for these languages comes; it answers when ``translate`` is called."""
        self.translator = Wire(self._house, "/worker", {"token": worker_token(self._house)}, "translate")
        routes = {self._language: dict.fromkeys(targets, "invented")}
        live = {"status": "live", "engine": "invented", "via": [], "command": ""}
        standing = {self._language: dict.fromkeys(targets, live)}
        hello = {"kind": "translate", "name": "t", "engine": "invented"}
        self.translator.ask("hello", **hello, capabilities=routes, standing=standing)

    def translate(self, job: str, text: str) -> None:
        """Answer a job: ``segment/rev/language``. A worker holds a few jobs: leave none without an answer for long."""
        assert self.translator is not None
        wire = self.translator
        self._house.wait(lambda: any(each["job"] == job for _, each in wire.came), f"the job {job}")
        wire.send("translated", {"job": job, "text": text, "engine": "invented"})

    def translate_live(self, language: str, text: str) -> None:
        """Answer the newest question for words under way; an empty text says that there is no translation."""
        assert self.translator is not None
        wire, found = self.translator, list[str]()

        def is_asked() -> bool:
            jobs = (each for _, each in wire.came if each["job"].startswith("~") and each["target"] == language)
            found.extend(each["job"] for each in jobs if each["job"] not in self._answered)
            return bool(found)

        self._house.wait(is_asked, f"a question for {language}")
        self._answered.update(found)
        failure = {"error": {"code": "translation_failed", "message": "none"}}
        answer = {"text": text, "engine": "invented"} if text else failure
        wire.send("translated", {"job": found[-1], **answer})

    def close(self) -> None:
        """End the connections."""
        for wire in (self.page, self.speech, self.translator):
            if wire is not None:
                wire.close()
