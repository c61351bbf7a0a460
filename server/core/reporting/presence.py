"""Who took part in a session: each delegation or person, and when they spoke. Must not know where that is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

# Two pieces of one speaker so near to each other are one turn.
_TURN_MS = 15_000


@dataclass(frozen=True, slots=True)
class Turn:
    """One time of speaking, or of having the floor. ``segment``: its first piece, None where nothing was heard."""

    start_ms: int
    end_ms: int
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Attendant:
    """A delegation (``code``) or a person without one. ``people``: the persons who were signed in for it."""

    code: str
    name: str
    role: str
    people: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of speech: who, and when. ``segment`` is None where its words were taken back."""

    code: str
    speaker: str
    start_ms: int
    end_ms: int
    segment: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A person who was signed in and followed the session. ``role`` is that of the invitation."""

    code: str
    name: str
    role: str


def attendants(
    said: Iterable[Said], floors: Iterable[tuple[str, int, int]], seen: Iterable[Seen], names: dict[str, str]
) -> tuple[Attendant, ...]:
    """Everybody who spoke, had the floor, or was signed in: chair, delegations by name, then other people.

    ``floors``: ``(delegation, start_ms, end_ms)`` of floors given; they count where nothing of it was heard.
    """
    found: dict[tuple[str, str], Attendant] = {}
    last = None
    for each in said:
        key = (each.code, "" if each.code else each.speaker)
        old = found.get(key) or _new(each.code, each.speaker, names)
        turn = Turn(each.start_ms, each.end_ms, each.segment)
        found[key] = replace(old, turns=_with(old.turns, turn) if key == last else (*old.turns, turn))
        last = key
    for code, start_ms, end_ms in floors:
        old = found.get((code, "")) or _new(code, "", names)
        if not any(turn.start_ms < end_ms and start_ms < turn.end_ms for turn in old.turns):
            found[(code, "")] = replace(old, turns=tuple(sorted((*old.turns, Turn(start_ms, end_ms)), key=_start)))
    for person in seen:
        key = ("CHAIR", "") if person.role == "chair" else (person.code, "" if person.code else person.name)
        old = found.get(key) or replace(_new(person.code, person.name, names), role=person.role)
        if old.role != "chair" and not person.code:
            old = replace(old, role=person.role)
        is_new = person.name and person.name != old.name and person.name not in old.people
        found[key] = replace(old, people=(*old.people, person.name)) if is_new else old
    return tuple(sorted(found.values(), key=lambda each: (_RANK.get(each.role, 9), each.name.casefold())))


_RANK = {"chair": 0, "delegation": 1, "speaker": 2, "interpreter": 3, "rapporteur": 4, "secretariat": 5}


def _new(code: str, speaker: str, names: dict[str, str]) -> Attendant:
    if code == "CHAIR":
        return Attendant(code, names.get(code) or speaker or "Chair", "chair")
    return Attendant(code, names.get(code) or speaker or code, "delegation" if code else "speaker")


def _start(turn: Turn) -> int:
    return turn.start_ms


def _with(turns: tuple[Turn, ...], turn: Turn) -> tuple[Turn, ...]:
    if turns and turn.start_ms - turns[-1].end_ms <= _TURN_MS:
        return (*turns[:-1], replace(turns[-1], end_ms=max(turn.end_ms, turns[-1].end_ms)))
    return (*turns, turn)
