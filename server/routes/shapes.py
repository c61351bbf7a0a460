"""What the pages receive of a session: its state, what a reader of each language gets, what this person may do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from server import languages
from server.clock import now_ms
from server.core.errors import NotFound
from server.core.minutes.approval import LOCKED, State
from server.documents import words
from server.routes.access import Person
from server.services.hearing import holdings, spoken
from server.services.hearing.hall import Hall
from server.services.hearing.translate import INTERPRETER
from server.services.meeting import floor, sessions
from server.services.minutes import approval as stored
from server.storage.tables import Approval, Delegation, Holding, Meeting, Stream
from translation import countries
from translation.route import INSTALL

ACTIONS = {
    "secretariat": [
        "open",
        "close",
        "floor",
        "pause",
        "retract",
        "off_record",
        "correct",
        "delete",
        "speak",
        "statement",
        "interpret",
        "release",
    ],
    "chair": ["open", "close", "floor", "pause", "retract", "off_record", "speak", "release"],
    "rapporteur": ["correct", "interpret"],
    "interpreter": ["interpret"],
    "delegation": ["ask", "speak"],
    "public": [],
}

CHANGES = frozenset(
    {"open", "close", "floor", "pause", "retract", "off_record", "correct", "speak", "ask", "interpret"}
)


def session_shape(hall: Hall, session: str, person: Person) -> dict[str, Any]:
    """A Session of the protocol. Raises NotFound where this person may not know of it."""

    def read(tx: Any) -> dict[str, Any]:
        meeting = sessions.get_session(tx, session)
        sessions.check_may_see(meeting, person.role)
        hall.check_kept(meeting)
        streams = [
            {
                "id": row.id,
                "delegation": row.delegation,
                "language": spoken.current(tx, row),
                "kind": row.kind,
                "sounds_like": hall.spoken.sounds_like(row.id),
            }
            for row in tx.scalars(select(Stream).where(Stream.session_id == session, Stream.kind != INTERPRETER))
        ]
        return {
            **_facts(meeting, stored.of(tx, session)), **floor.floor_state(tx, session), "streams": streams,
            "delegations": delegations(tx), "languages": _languages(hall, tx, meeting, person),
        }  # fmt: skip

    shape = hall.read(read)
    shape["streams"] = [{**each, **microphone_state(hall, session, each)} for each in shape["streams"]]
    if "floor" in ACTIONS[person.role]:
        shape["streams"] = [{**each, "source": _source(hall, each["id"])} for each in shape["streams"]]
    can = _can(person.role, shape["minutes"]["state"])
    return {**shape, "workers": hall.workers(), "can": can, "viewer_url": f"/s/{session}"}


def _languages(hall: Hall, tx: Any, meeting: Meeting, person: Person) -> list[dict[str, Any]]:
    """What a reader of each language of a session gets, and from whom."""
    expected, held = _spoken(tx, meeting), holdings.held(tx, meeting.id, now_ms())
    return [
        {**language_status(hall, code, expected), "interpreter": _interpreter(held.get(code), person)}
        for code in meeting.languages
    ]


def _interpreter(holding: Holding | None, person: Person) -> dict[str, Any] | None:
    """Who interprets a language now; None while the machine translates into it."""
    if holding is None:
        return None
    return {"name": holding.name, "is_mine": holding.holder == person.invitation, "since": holding.started_at}


def microphone_state(hall: Hall, session: str, stream: dict[str, Any]) -> dict[str, Any]:
    """What a microphone does now: held by a page, heard, how loud, and how far recognition is behind it.

    Of one that another web process holds, how loud it is and how far behind stay unknown.
    """
    microphone = hall.microphones.get(stream["id"])
    made = {"lag_ms": hall.leases.lag_ms(stream["id"]), "captions": hall.leases.standing(stream["id"])}
    if microphone is None:
        is_live = hall.together.neighbours.holds(stream["id"])
        is_heard = is_live and hall.floor.may_be_heard(session, stream["kind"], stream["delegation"])
        return {"is_live": is_live, "is_heard": is_heard, "level": None, **made}
    is_heard = hall.floor.is_heard(microphone)
    return {"is_live": microphone.is_live, "is_heard": is_heard, "level": microphone.level, **made}


def _source(hall: Hall, stream: str) -> dict[str, object] | None:
    """How the source behind a microphone is: the business of those who run the session."""
    microphone = hall.microphones.get(stream)
    return microphone.source if microphone else None


def sessions_shape(hall: Hall, person: Person) -> list[dict[str, Any]]:
    """The sessions that this person may see, without their floor."""

    def read(tx: Any) -> list[dict[str, Any]]:
        found, approvals = [], stored.states(tx)
        for meeting in tx.scalars(select(Meeting).order_by(Meeting.id)):
            try:
                sessions.check_may_see(meeting, person.role)
                hall.check_kept(meeting)
            except NotFound:
                continue
            facts = _facts(meeting, approvals.get(meeting.id))
            found.append({**facts, "languages": _languages(hall, tx, meeting, person)})
        return found

    return hall.read(read)  # type: ignore[no-any-return]


def delegations(tx: Any) -> list[dict[str, str]]:
    """All delegations by name."""
    return [
        {"code": row.code, "name": row.name, "language": row.language, "time_zone": row.time_zone}
        for row in tx.scalars(select(Delegation).order_by(Delegation.name))
    ]


def called(tx: Any, language: str) -> list[dict[str, str]]:
    """The same with what a language calls each: ``called`` is the name as entered where it is no country's."""
    chairs = {labels["chair"] for labels in words.every_language()}

    def name_of(code: str, name: str) -> str:
        return words.words(language)["chair"] if name in chairs else countries.called(code, name, language)

    found = [{**each, "called": name_of(each["code"], each["name"])} for each in delegations(tx)]
    return sorted(found, key=lambda each: each["called"].casefold())


def language_status(hall: Hall, code: str, spoken: set[str]) -> dict[str, Any]:
    """What a reader of a language gets of the languages that are spoken, and the command that would mend it.

    ``live``: of all of them a translation by text models; ``missing``: of none, the original stands; ``rough``: of
    some, or by way of recognition's own English. ``sources`` says it of each.
    """
    sources = []
    for source in sorted(spoken - {code}):
        found = as_served(hall, hall.translations.standing(source, code))
        if found is not None:
            facts = {"status": found["status"], "engine": found["engine"], "command": found["command"]}
            sources.append({"code": source, "name": languages.names().get(source, source), **facts})
    return {
        "code": code,
        "name": languages.names().get(code, code),
        "direction": languages.direction(code),
        "status": _standing([each["status"] for each in sources], is_known=len(sources) == len(spoken - {code})),
        "sources": sources,
        "command": _joint_command([each["command"] for each in sources if each["command"]]),
    }


def as_served(hall: Hall, standing: dict[str, Any] | None) -> dict[str, Any] | None:
    """How a direction stands with the speech model at hand: what only recognition's own English would reach is missing
    where that model speaks none."""
    if standing is None or hall.leases.workers.speaks_english or not str(standing["engine"]).startswith("speech"):
        return standing
    return {**standing, "status": "missing", "engine": "", "via": [], "legs": []}


def _standing(found: list[str], is_known: bool) -> str:
    if is_known and all(each == "live" for each in found):
        return "live"
    return "missing" if all(each == "missing" for each in found) else "rough"


def _joint_command(commands: list[str]) -> str:
    """One command that installs what several would."""
    packages = dict.fromkeys(word for each in commands for word in each.removeprefix(INSTALL).split())
    return " ".join([INSTALL, *packages]) if packages else ""


def _spoken(tx: Any, meeting: Meeting) -> set[str]:
    """The languages that are to be expected: the session's and the delegations'."""
    return {*meeting.languages, *tx.scalars(select(Delegation.language).distinct())}


def _facts(meeting: Meeting, approval: Approval | None) -> dict[str, Any]:
    state, ends_at = (approval.state, approval.review_ends_at) if approval is not None else (str(State.DRAFT), None)
    return {
        "id": meeting.id, "title": meeting.title, "status": meeting.status, "visibility": meeting.visibility,
        "paused": meeting.paused, "now_ms": sessions.session_ms(meeting, now_ms()),
        "minutes": {"state": state, "review_ends_at": ends_at},
    }  # fmt: skip


def _can(role: str, minutes: str) -> list[str]:
    """What a person may do in a session; of one whose minutes are approved nothing that would change them."""
    return [each for each in ACTIONS[role] if minutes not in LOCKED or each not in CHANGES]
