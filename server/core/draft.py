"""Minutes become a draft statement: copied spans, template words, computed counts; every clause cites its segments.

Nothing is worded freely, so nothing can be invented; a reservation or an objection forces brackets with the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.core.cues import Act, act


@dataclass(frozen=True, slots=True)
class Evidence:
    """One segment as the draft may cite it. ``shown`` is its text in the working language, or None without a route."""

    id: str
    delegation: str | None
    speaker: str
    language: str
    text: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters ``start..end`` of a paragraph come from these segments."""

    start: int
    end: int
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """Text that is not agreed, who holds it, and why (reserve, object, condition)."""

    owner: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a draft."""

    kind: str
    text: str
    citations: tuple[Citation, ...] = ()
    brackets: tuple[Bracket, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and those whose words it does not use."""

    paragraphs: tuple[Paragraph, ...]
    omitted: tuple[tuple[str, str], ...] = field(default=())


TEMPLATES = {
    "en": {
        "opening": "We, the heads of customs administrations of {parties}, meeting in the session “{title}”,",
        "proposal": "take note of the proposal of {who}: ", "support": " {n} in support: {who}.", "condition": "{who} supports this on a condition: ",
        "reservation": "{who} reserves its position: ", "objection": "{who} objects: ", "commitment": "note the commitment stated by {who}: ",
        "correction": "as corrected by {who}: ", "experience": "{who} shared: ", "support_alone": "{who} stated its support: ", "and": " and ",
    },
    "pt": {
        "opening": "Nós, os chefes das administrações aduaneiras de {parties}, reunidos na sessão “{title}”,",
        "proposal": "tomamos nota da proposta de {who}: ", "support": " {n} em apoio: {who}.", "condition": "{who} apoia sob uma condição: ",
        "reservation": "{who} reserva a sua posição: ", "objection": "{who} objeta: ", "commitment": "registamos o compromisso declarado por {who}: ",
        "correction": "como corrigido por {who}: ", "experience": "{who} partilhou: ", "support_alone": "{who} declarou o seu apoio: ", "and": " e ",
    },
}  # fmt: skip


class _Writer:
    """Builds one paragraph and keeps where each clause came from."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words
        self.text = ""
        self.citations: list[Citation] = []
        self.brackets: list[Bracket] = []

    def template(self, name: str, **values: object) -> None:
        self.text += self._words[name].format(**values)

    def quote(self, evidence: Evidence) -> None:
        start = len(self.text)
        self.text += (
            f"“{evidence.shown}”" if evidence.shown is not None else f"[{evidence.language}: “{evidence.text}”]"
        )
        self.citations.append(Citation(start, len(self.text), (evidence.id,)))

    def stop(self) -> None:
        """End the sentence, unless the quotation has ended it."""
        if not self.text.endswith((".”", "?”", "!”", "。”")):
            self.text += "."

    def bracketed(self, name: str, kind: str, evidence: Evidence) -> None:
        self.text += " "
        start = len(self.text)
        self.text += "["
        self.template(name, who=evidence.speaker)
        self.quote(evidence)
        self.text += "]"
        self.brackets.append(Bracket(evidence.delegation or evidence.speaker, kind, start, len(self.text)))

    def done(self, kind: str) -> Paragraph:
        return Paragraph(kind, self.text, tuple(self.citations), tuple(self.brackets))


def draft(
    evidence: Sequence[Evidence], title: str, language: str, names: dict[str, str], chair: str = "CHAIR"
) -> Draft:
    """A communique in the working language (``en`` or ``pt``) from segments in the order of speech."""
    words = TEMPLATES.get(language, TEMPLATES["en"])
    acts = [(each, act(each.text, each.language)) for each in evidence]
    parties = sorted(
        {
            names.get(each.delegation, each.delegation)
            for each in evidence
            if each.delegation and each.delegation != chair
        }
    )
    opening = words["opening"].format(parties=_list(parties, words["and"]), title=title)
    paragraphs = [Paragraph("preambular", opening)]
    used: set[str] = set()
    for place, (each, kind) in enumerate(acts):
        if kind is Act.PROPOSAL:
            paragraphs.append(_proposal(each, _answers(acts[place + 1 :]), words, used))
        elif kind is Act.COMMITMENT:
            paragraphs.append(_single("commitment", "operative", each, words, used))
    for each, kind in acts:
        if each.id not in used and kind in (Act.RESERVATION, Act.OBJECTION, Act.CONDITION):
            writer = _Writer(words)
            writer.bracketed(kind.value, _HELD[kind], each)
            paragraphs.append(_kept(writer, "operative", [each], used))
        elif each.id not in used and kind in (Act.SUPPORT, Act.CORRECTION):
            paragraphs.append(
                _single("support_alone" if kind is Act.SUPPORT else "correction", "operative", each, words, used)
            )
    paragraphs += [_single("experience", "annex", each, words, used) for each, kind in acts if kind is Act.EXPERIENCE]
    heard = {each.delegation for each, _ in acts if each.id in used}
    silent = sorted({each.delegation for each in evidence if each.delegation and each.delegation != chair} - heard)
    return Draft(
        tuple(paragraphs), tuple((code, "nothing said was a proposal, a position or a commitment") for code in silent)
    )


_HELD = {Act.RESERVATION: "reserve", Act.OBJECTION: "object", Act.CONDITION: "condition"}


def _answers(later: Sequence[tuple[Evidence, Act]]) -> list[tuple[Evidence, Act]]:
    """What was said on a proposal: all up to the next one."""
    found = []
    for each, kind in later:
        if kind is Act.PROPOSAL:
            break
        found.append((each, kind))
    return found


def _proposal(
    proposal: Evidence, answers: list[tuple[Evidence, Act]], words: dict[str, str], used: set[str]
) -> Paragraph:
    writer, cited = _Writer(words), [proposal]
    writer.template("proposal", who=proposal.speaker)
    writer.quote(proposal)
    for each, kind in answers:
        if kind is Act.CORRECTION and each.delegation == proposal.delegation:
            writer.text += ", "
            writer.template("correction", who=each.speaker)
            writer.quote(each)
            cited.append(each)
    writer.stop()
    supports = [
        each for each, kind in answers if kind is Act.SUPPORT and each.delegation not in (None, proposal.delegation)
    ]
    if supports:
        start = len(writer.text)
        who = sorted({each.speaker for each in supports})
        writer.template("support", n=len(who), who=_list(who, words["and"]))
        writer.citations.append(Citation(start, len(writer.text), tuple(each.id for each in supports)))
        cited += supports
    for each, kind in answers:
        if kind in _HELD and each.delegation != proposal.delegation:
            writer.bracketed(kind.value, _HELD[kind], each)
            cited.append(each)
    return _kept(writer, "operative", cited, used)


def _single(template: str, kind: str, evidence: Evidence, words: dict[str, str], used: set[str]) -> Paragraph:
    writer = _Writer(words)
    writer.template(template, who=evidence.speaker)
    writer.quote(evidence)
    writer.stop()
    return _kept(writer, kind, [evidence], used)


def _kept(writer: _Writer, kind: str, cited: list[Evidence], used: set[str]) -> Paragraph:
    used |= {each.id for each in cited}
    writer.text = writer.text.strip() if not writer.brackets else writer.text
    return writer.done(kind)


def _list(names: Sequence[str], joint: str) -> str:
    return joint.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def verify(text: str, cited: Sequence[Evidence], language: str) -> list[str]:
    """What stands in a paragraph without standing in what it cites or in the template words: words that lost their evidence."""
    template = " ".join(TEMPLATES.get(language, TEMPLATES["en"]).values())
    known = set(_words(template)) | {
        word for each in cited for word in _words(f"{each.text} {each.shown or ''} {each.speaker} {each.language}")
    }
    count = str(len({each.speaker for each in cited}))
    missing = [word for word in _words(text) if word not in known and not (word.isdigit() and int(word) <= int(count))]
    return [f"not in the evidence: {', '.join(dict.fromkeys(missing))}"] if missing and cited else []


def _words(text: str) -> list[str]:
    return re.findall(r"[\w%]+", text.casefold())
