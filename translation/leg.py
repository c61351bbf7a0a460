"""One leg of a route: sentences through one engine in one direction, masked, judged, tried again, or refused.

What an engine spoils is tried with other stand-ins, with the engine's alternatives, and in parts; what is still
unusable is an error, never a caption.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translation import masking, sentences
from translation.cache import Cache
from translation.dressing import Dressed, dress, undress
from translation.errors import EngineFailed
from translation.guard import FATAL, problems
from translation.phrasebook import SLOT, Phrasebook, without_article
from translation.port import Engine
from translation.protection import DEFAULT, Protections, Way, own_rendering, replaced

# A sentence shorter than this is not tried in parts: its parts would have no context left.
SHORTEST_TO_PART = 40
LOST = "stand-ins lost"
NAMES = frozenset({"names"})
# What other words would not mend, and parts of a sentence would make worse.
LASTING = frozenset({"names", "quotes"})


@dataclass(frozen=True, slots=True)
class Checked:
    """One translated sentence and the doubts about it (see ``guard.problems``)."""

    text: str
    doubts: frozenset[str]

    @property
    def is_usable(self) -> bool:
        return not self.doubts & FATAL


Attempt = Callable[[str, Mapping[str, str]], Iterator[Checked | None]]


@dataclass(frozen=True, slots=True)
class _Prepared:
    masked: masking.Masked
    dressed: Dressed
    way: Way


class Leg:
    """Holds nothing but its ends; any thread may call ``run``, which blocks as the engine does."""

    def __init__(
        self,
        engine: Engine,
        source: str,
        target: str,
        cache: Cache,
        phrases: Phrasebook,
        retries: Counter[str] | None = None,
        protections: Protections | None = None,
    ) -> None:
        """``retries`` counts first answers that were not taken, by what was wrong with them.

        ``protections``: which way of keeping terms survives here; without it the usual one is taken.
        """
        self._engine, self._source, self._target, self._cache = engine, source, target, cache
        self._phrases = phrases
        self._retries = Counter[str]() if retries is None else retries
        self._protections = protections

    def run(self, texts: Sequence[str], terms: Mapping[str, str], shown: str = "", before: str = "") -> list[Checked]:
        """One answer per sentence, in order. Raises EngineFailed when a sentence cannot be translated usably.

        ``before``: what was said before the first one; each has the one before it as context, where the engine uses it.

        ``shown``: the last sentence grows, and this stands on a screen of its translation; what comes of it is not
        remembered, so that the whole sentence is translated for itself.
        """
        said = [before, *texts[:-1]] if self._engine.uses_context and texts else []
        keys = [
            (self._engine.name, self._source, self._target, text, tuple(sorted(terms.items())), former)
            for text, former in zip(texts, said or [""] * len(texts), strict=True)
        ]
        known = [self._cache.get(key) for key in keys]
        known = [found or self._by_heart(text, terms) for text, found in zip(texts, known, strict=True)]
        missing = [text for text, found in zip(texts, known, strict=True) if found is None]
        formers = [former for former, found in zip(said, known, strict=True) if found is None] if said else []
        is_known = not known or known[-1] is not None
        fresh = iter(self._translate(missing, terms, "" if is_known else shown, formers))
        done = [Checked(found, frozenset()) if found is not None else next(fresh) for found in known]
        lasting = keys if is_known or not shown else keys[:-1]
        for key, each in zip(lasting, done, strict=False):
            if not each.doubts:
                self._cache.put(key, each.text)
        return done

    def _translate(
        self, texts: list[str], terms: Mapping[str, str], shown: str, formers: Sequence[str]
    ) -> list[Checked]:
        best = self._ways(texts, terms)[0]
        prepared = [self._prepare(text, terms, False, best) for text in texts]
        to_do = [each for each in prepared if masking.has_words(each.masked)]
        before = [former for former, each in zip(formers, prepared, strict=False) if masking.has_words(each.masked)]
        is_growing = bool(shown) and to_do[-1:] == prepared[-1:]
        answers = iter(self._grown(to_do, shown, before) if is_growing else self._whole(to_do, before))
        done: list[Checked] = []
        for text, each in zip(texts, prepared, strict=True):
            if not masking.has_words(each.masked):
                done.append(Checked(masking.unmask(each.masked.text, each.masked) or text, frozenset()))
                continue
            first = self._judge(text, each, next(answers), terms)
            if first is not None and not first.doubts:
                done.append(first)
                continue
            self._retries.update(first.doubts if first is not None else (LOST,))
            done.append(self._again(text, terms, first))
        return done

    def _whole(self, prepared: Sequence[_Prepared], before: Sequence[str]) -> list[str]:
        texts = [each.dressed.text for each in prepared]
        found = self._engine.translate(texts, self._source, self._target, before)
        return [each.text for each in found]

    def _grown(self, prepared: Sequence[_Prepared], shown: str, before: Sequence[str]) -> list[str]:
        """What the engine makes of the sentences, of the last one near what is shown of it."""
        *others, last = prepared
        near = _as_answered(shown, last)
        grown = self._engine.go_on(last.dressed.text, self._source, self._target, near).text
        return [*(self._whole(others, before[:-1]) if others else []), grown]

    def _by_heart(self, text: str, terms: Mapping[str, str]) -> str | None:
        """The formula that the text is; the name in it is translated, or kept where the engine spoils it."""
        formula = self._phrases.find(text, self._source, self._target)
        if formula is None or not formula.name:
            return formula.text if formula else None
        return formula.text.replace(SLOT, terms.get(formula.name) or self._name(formula.name))

    def _name(self, name: str) -> str:
        """A country by CLDR, any other name by the engine, kept as it is when the engine makes more of it."""
        bare = without_article(name, self._source)
        country = self._phrases.countries.find(bare, self._source, self._target)
        if country is not None:
            return country
        dressed = dress(bare, self._source)
        answer = without_article(undress(self._one(dressed.text), dressed, self._target), self._target)
        grows = len(answer.split()) > len(bare.split()) + 1
        return bare if grows or problems(bare, answer, self._source, self._target) else answer

    def _again(self, text: str, terms: Mapping[str, str], first: Checked | None) -> Checked:
        """The first answer without doubts, else the first usable one, else an error."""
        tried = [first] if first is not None else []
        others: tuple[Attempt, ...] = (self._other_stand_ins, self._alternatives, self._in_parts)
        is_lasting = first is not None and first.doubts <= LASTING
        for attempt in (self._names_fixed,) if is_lasting else (self._names_fixed, *others):
            for answer in attempt(text, terms):
                if answer is not None and not answer.doubts:
                    return answer
                tried += [answer] if answer is not None else []
        usable = next((each for each in tried if each.is_usable), None)
        if usable is None:
            reasons = sorted(set().union(*(each.doubts & FATAL for each in tried))) or [LOST]
            raise EngineFailed(
                f"{self._engine.name} gave nothing usable from {self._source} to {self._target}: {', '.join(reasons)}",
                engine=self._engine.name,
                problems=reasons,
            )
        return usable

    def _names_fixed(self, text: str, terms: Mapping[str, str]) -> Iterator[Checked | None]:
        """The countries that it names behind stand-ins: not in the first place, since their articles suffer."""
        named = self._phrases.countries.named(text, self._source, self._target)
        if named:
            fixed = {**{name.said: name.rendering for name in named}, **terms}
            each = self._prepare(text, fixed, False, self._ways([text], fixed)[0])
            if masking.has_words(each.masked):
                yield self._judge(text, each, self._one(each.dressed.text), fixed)

    def _other_stand_ins(self, text: str, terms: Mapping[str, str]) -> Iterator[Checked | None]:
        best, *others = self._ways([text], terms)
        for way in (*others, best):
            each = self._prepare(text, terms, True, way)
            if masking.has_words(each.masked):
                yield self._judge(text, each, self._one(each.dressed.text), terms)

    def _alternatives(self, text: str, terms: Mapping[str, str]) -> Iterator[Checked | None]:
        each = self._prepare(text, terms, True, self._ways([text], terms)[0])
        if masking.has_words(each.masked):
            for answer in self._engine.alternatives(each.dressed.text, self._source, self._target):
                yield self._judge(text, each, answer.text, terms)

    def _in_parts(self, text: str, terms: Mapping[str, str]) -> Iterator[Checked | None]:
        """Cut at the stand-ins, so that nothing is lost; without any, cut in the middle."""
        masked = masking.mask(text, self._source, self._target, terms, covers_all_numbers=True)
        if masked.pieces:
            yield self._judged(
                text, "".join(self._part(before) + kept for before, kept in masking.around(masked)), terms
            )
        elif len(text) >= SHORTEST_TO_PART:
            parts = sentences.shorten(text, self._source, len(text) // 2 + 10)
            yield self._judged(text, sentences.join([self._part(part) for part in parts], self._target), terms)

    def _part(self, text: str) -> str:
        """A piece of a sentence, with the space around it; pieces without letters stay."""
        if not any(letter.isalpha() for letter in text):
            return text
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        dressed = dress(text.strip(), self._source)
        return lead + undress(self._one(dressed.text), dressed, self._target) + trail

    def _one(self, text: str) -> str:
        return self._engine.translate([text], self._source, self._target)[0].text

    def _ways(self, texts: Sequence[str], terms: Mapping[str, str]) -> tuple[Way, ...]:
        """How terms are kept here, the best way first; without a term in the texts only stand-ins count."""
        if self._protections is None:
            return DEFAULT.ways
        if any(masking.has_term(text, term) for text in texts for term in terms):
            return self._protections.of(self._engine, self._source, self._target).ways
        known = self._protections.known(self._engine.name, self._source, self._target).ways
        return tuple(way for way in known if way is not Way.ALIGNED) or DEFAULT.ways

    def _prepare(self, text: str, terms: Mapping[str, str], covers_all_numbers: bool, way: Way) -> _Prepared:
        hidden, family = ({}, Way.LETTER_DIGIT) if way is Way.ALIGNED else (terms, way)
        masked = masking.mask(
            text, self._source, self._target, hidden, covers_all_numbers=covers_all_numbers, family=family
        )
        return _Prepared(masked, dress(masked.text, self._source, frozenset(name for name, _ in masked.pieces)), way)

    def _judge(self, text: str, prepared: _Prepared, answer: str, terms: Mapping[str, str]) -> Checked | None:
        """None when a stand-in was lost."""
        whole = masking.unmask(undress(answer, prepared.dressed, self._target), prepared.masked)
        if whole is not None and prepared.way is Way.ALIGNED:
            whole = self._aligned(text, whole, terms)
        return None if whole is None else self._judged(text, whole, terms)

    def _aligned(self, text: str, answer: str, terms: Mapping[str, str]) -> str:
        """The answer with each term's rendering where the engine's own stands; as it is where that is not found."""
        for term, rendering in terms.items():
            if masking.has_term(text, term) and rendering.casefold() not in answer.casefold():
                key = ("alone", self._engine.name, self._source, self._target, term)
                own = self._cache.get(key)
                if own is None:
                    own = own_rendering(term, self._source, self._target, self._one)
                    self._cache.put(key, own)
                answer = replaced(answer, own, rendering) or answer
        return answer

    def _judged(self, text: str, answer: str, terms: Mapping[str, str]) -> Checked:
        """Judged against the source with its fixed renderings, so that these are not taken for a wrong script."""
        before, is_missing = text, False
        for term, rendering in terms.items():
            is_missing = is_missing or (masking.has_term(text, term) and rendering.casefold() not in answer.casefold())
            before = before.replace(term, rendering)
        doubts = problems(before, answer, self._source, self._target)
        lost = self._phrases.countries.lost(text, answer, self._source, self._target)
        return Checked(answer, doubts | ({"terms"} if is_missing else set()) | (NAMES if lost else set()))


def _as_answered(shown: str, prepared: _Prepared) -> str:
    """What a screen shows as the engine would have answered it: with stand-ins, a capital, and no capitals shouted."""
    if prepared.dressed.is_shouted:
        return ""
    for name, value in prepared.masked.pieces:
        shown = shown.replace(value, name, 1)
    return shown[:1].upper() + shown[1:] if prepared.dressed.is_raised else shown
