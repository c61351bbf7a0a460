"""The end of the demo: its delegations negotiate the draft, agree, sign and publish, by the calls that people use."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import pyotp

from server.commands.play import Chair
from server.core.drafting.templates import table
from server.core.errors import NotAllowed

Say = Callable[[str], object]
SIGNERS = 2  # so many heads of delegation sign; the others' signatures are open, as they are on the evening itself
# Whose holder lifts it in the demo, and whose words leave the text with it; a condition stays, without signs.
WITHDRAWN = ("reserve", "object")
LEAVING = (*WITHDRAWN, "unclear")
WORKING, COURTESY, TRANSLATED_S = "en", "pt", 60.0
TRIES = 10
WHY = "shown in a demo: nobody reviews it"


class Negotiation:
    """One statement from its draft to its publication. Blocks; each step takes ``pause_s``, so that one can look on."""

    def __init__(self, desk: Chair, sign_in: Callable[[str], Chair], say: Say, pause_s: float) -> None:
        """``desk``: the secretariat; ``sign_in``: a link of an invitation -> its calls; ``say``: tells each step."""
        self._desk, self._sign_in, self._say, self._pause_s = desk, sign_in, say, pause_s

    def run(self, statement: str) -> None:
        """All of it. Raises NotAllowed with the server's words."""
        base = f"/api/statements/{statement}"
        self._step(base, "open")
        parties: list[str] = self._desk.get(base)["parties"]
        heads = {code: self._invited("delegation", f"Head of delegation, {code}", code) for code in parties}
        self._say("the delegations take positions; who holds brackets reserves")
        self._take_positions(base, heads)
        self._amend(base, heads)
        self._close_brackets(base, heads)
        self._translate(base)
        self._say("everybody agrees on the whole")
        for head in heads.values():
            head.post(f"{base}/positions", {"paragraph": None, "value": "agree"})
        self._adopt(base)
        self._sign(base, heads)
        for step in ("approve", "publish"):
            self._step(base, step)
        register = self._desk.post(f"{base}/commitments/draft", {})
        self._say(f"the register says who does what: {len(register['commitments'])} commitments")

    def _take_positions(self, base: str, heads: Mapping[str, Chair]) -> None:
        for head in heads.values():
            head.post(f"{base}/positions", {"paragraph": None, "value": "agree"})
        for paragraph in self._desk.get(base)["paragraphs"]:
            for bracket in paragraph["brackets"]:
                if bracket["owner"] in heads:
                    place = {"paragraph": paragraph["id"], "value": "reserve"}
                    heads[bracket["owner"]].post(f"{base}/positions", place)
        time.sleep(self._pause_s)

    def _amend(self, base: str, heads: Mapping[str, Chair]) -> None:
        """The last paragraph that nobody holds is to go: two delegations want it, the secretariat takes that up."""
        operative = [each for each in self._desk.get(base)["paragraphs"] if each["kind"] == "operative"]
        free = [each for each in operative if not each["brackets"]]
        if len(free) < 2 or len(heads) < 2:
            return
        last, (one, other) = free[-1], list(heads)[:2]
        self._say(f"{one} proposes to take paragraph {last['number']} out, {other} joins")
        proposal = {
            "kind": "delete",
            "paragraph": last["id"],
            "base_rev": last["rev"],
            "note": "it is told in the minutes",
        }
        made = heads[one].post(f"{base}/amendments", proposal)["amendment"]
        heads[other].post(f"{base}/amendments/{made['id']}/cosponsor", {"join": True})
        time.sleep(self._pause_s)
        self._desk.post(f"{base}/amendments/{made['id']}/accept", {"rev": last["rev"]})

    def _close_brackets(self, base: str, heads: Mapping[str, Chair]) -> None:
        """Conditions stay as text that all accept; who reserved lifts it and explains it in the annex."""
        while held := next(
            ((each, one) for each in self._desk.get(base)["paragraphs"] for one in each["brackets"]), None
        ):
            paragraph, bracket = held
            owner, kind = bracket["owner"], bracket["kind"]
            self._say(
                f"the bracket of {owner} ({kind}) in paragraph {paragraph['number'] or paragraph['kind']} is closed"
            )
            self._close(base, heads, paragraph, bracket)
            time.sleep(self._pause_s / 2)

    def _close(
        self, base: str, heads: Mapping[str, Chair], paragraph: Mapping[str, Any], bracket: Mapping[str, Any]
    ) -> None:
        owner, kind = bracket["owner"], bracket["kind"]
        words = paragraph["text"][bracket["span"][0] : bracket["span"][1]]
        is_question = paragraph["text"].startswith(table(WORKING)["doubtful"])
        keeps = kind not in LEAVING and not is_question
        closing = {"rev": paragraph["rev"], "bracket": bracket["id"], "keep": keeps}
        self._desk.post(f"{base}/paragraphs/{paragraph['id']}/brackets/close", closing)
        if is_question:
            self._leave_out(base, paragraph["id"])
            return
        if kind == "condition":
            self._into_the_sentence(base, paragraph["id"], words)
        if owner in heads:
            heads[owner].post(f"{base}/positions", {"paragraph": paragraph["id"], "value": "agree"})
            if kind in WITHDRAWN:
                had = "on which it had reserved its position" if kind == "reserve" else "to which it had objected"
                said = {"text": f"It agrees to the paragraph {had}.", "language": WORKING}
                heads[owner].post(f"{base}/explanations", {"kind": "explanation", "paragraph": None, **said})

    def _into_the_sentence(self, base: str, paragraph: str, words: str) -> None:
        """A condition that all accept is no delegation's own any more: its quoted clause ends the sentence."""
        now = next(each for each in self._desk.get(base)["paragraphs"] if each["id"] == paragraph)
        clause = re.search("“(.+)”", words)
        # A clause goes on with the sentence; words that recognition made a sentence of their own stand behind it.
        said = "" if clause is None else f", {clause[1]}" if clause[1][0].islower() else f" (“{clause[1]}”)"
        text = now["text"].replace(f" {words[1:-1]}", said) if said else now["text"]
        if text != now["text"]:
            self._desk.put(f"{base}/paragraphs/{paragraph}", {"rev": now["rev"], "text": text})

    def _leave_out(self, base: str, paragraph: str) -> None:
        """A paragraph that is only the draft's question to delegations goes when all of them have answered."""
        now = next(each for each in self._desk.get(base)["paragraphs"] if each["id"] == paragraph)
        if not now["brackets"]:
            given = {"kind": "delete", "paragraph": paragraph, "base_rev": now["rev"], "note": "it was a question"}
            made = self._desk.post(f"{base}/amendments", {**given, "by": "SECRETARIAT"})["amendment"]
            self._desk.post(f"{base}/amendments/{made['id']}/accept", {"rev": now["rev"]})

    def _translate(self, base: str) -> None:
        """A courtesy version in Portuguese by machine, where an engine has the way and answers in time."""
        wanted = {"languages": [{"code": COURTESY, "is_authentic": False}], "prevails": ""}
        self._desk.post(f"{base}/languages", {"rev": self._rev(base), **wanted})
        deadline = time.monotonic() + TRANSLATED_S
        while (route := (version := self._version(base))["route"]["state"]) == "live" and time.monotonic() < deadline:
            if all(each["state"] != "missing" for each in version["paragraphs"]):
                self._say(f"a version in {COURTESY} stands beside it, made by machine and signed by nobody")
                return
            time.sleep(0.5)
        self._say(f"there is no version in {COURTESY} yet ({route})")
        self._desk.post(f"{base}/languages", {"rev": self._rev(base), "languages": [], "prevails": ""})

    def _version(self, base: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = self._desk.get(f"{base}/languages")["versions"]
        return next(each for each in found if each["language"] == COURTESY)

    def _adopt(self, base: str) -> None:
        chair = self._invited("secretariat", "Ana Invented")
        blocking = dict.fromkeys(
            line["what"]
            for lines in chair.get(f"{base}/sheet").values()
            if isinstance(lines, list)
            for line in lines
            if isinstance(line, dict) and line.get("is_blocking")
        )
        for what in blocking:
            self._say(f"the last look finds {what.replace('_', ' ')}; Ana Invented goes on by name")
            chair.post(f"{base}/sheet/override", {"what": what, "why": WHY})
        self._step(base, "adopt", chair)
        self._say(f"adopted under {self._desk.get(base)['sha256']}")

    def _sign(self, base: str, heads: Mapping[str, Chair]) -> None:
        for code in list(heads)[:SIGNERS]:
            handed = self._desk.post(
                f"{base}/signing/enrol", {"delegation": code, "person": f"Head of delegation, {code}"}
            )
            heads[code].post(f"{base}/signing/sign", {"code": pyotp.TOTP(handed["secret"]).now()})
            self._say(f"{code} signs")

    def _invited(self, role: str, name: str, delegation: str | None = None) -> Chair:
        made = self._desk.post("/api/invitations", {"role": role, "name": name, "delegation": delegation, "days": 1})
        return self._sign_in(str(made["link"]))

    def _rev(self, base: str) -> int:
        return int(self._desk.get(base)["rev"])

    def _step(self, base: str, name: str, who: Chair | None = None) -> None:
        """As it stands now; a translation that comes in between is a newer revision, which is looked at in turn."""
        time.sleep(self._pause_s)
        for left in reversed(range(TRIES)):
            try:
                (who or self._desk).post(f"{base}/{name}", {"rev": self._rev(base)})
                return
            except NotAllowed:
                if not left:
                    raise
                time.sleep(1.0)
