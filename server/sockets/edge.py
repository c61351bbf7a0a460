"""The edge of every namespace: a message's shape is checked before a handler sees it, and what goes wrong has a code.

Must not know any event; ``server.wire.events`` does.
"""

from __future__ import annotations

from typing import Any

from flask_socketio import ConnectionRefusedError, Namespace, SocketIO

from server.core.errors import BadRequest, Internal, RoundtableError
from server.logs import Log
from server.wire import events

LOG = Log("edge")


class EdgeNamespace(Namespace):  # type: ignore[misc]
    """Refuses by ``{"error": {code, message, details}}`` as the answer, or by a ``refused`` event; lets nothing out."""

    def trigger_event(self, event: Any, *args: Any) -> Any:
        """Run the handler of an event; ``args`` begin with the socket's id."""
        if event in ("connect", "disconnect"):
            return self._come_or_go(event, *args)
        sid, *given = args
        try:
            events.check_event(self.namespace, event, given)
            if event != "beat" and not given:
                raise BadRequest(f"{event} takes an object; found nothing")
            return super().trigger_event(event, *args)
        except RoundtableError as error:
            return self._refusal(sid, event, error)
        except Exception as error:  # noqa: BLE001 - the edge of the process
            note_fault(f"{self.namespace} {event}", error)
            return self._refusal(sid, event, Internal())

    def refuse(self, sid: str, error: RoundtableError, **more: object) -> dict[str, object]:
        """Tell the client why; returns the answer for those who wait for one."""
        LOG.info("refused", socket=sid, code=error.code)
        self.emit("refused", {"code": error.code, "message": error.message, **more}, room=sid)
        return error.as_dict()

    def _refusal(self, sid: str, event: object, error: RoundtableError) -> dict[str, object]:
        is_answered = isinstance(event, str) and event in events.ANSWERED
        if not is_answered:
            return self.refuse(sid, error)
        LOG.info("refused", socket=sid, code=error.code)
        return error.as_dict()

    def _come_or_go(self, event: str, *args: Any) -> Any:
        try:
            return super().trigger_event(event, *args)
        except RoundtableError as error:
            if event == "connect":
                raise ConnectionRefusedError(error.message, error.as_dict()["error"]) from error
        except Exception as error:
            note_fault(f"{self.namespace} {event}", error)
            if event == "connect":
                raise ConnectionRefusedError(Internal().message, Internal().as_dict()["error"]) from error
        return None


def guard_packets(sockets: SocketIO) -> None:
    """Have a packet that is no packet refused: whoever sent it is told, and stays."""
    engine, server = sockets.server.eio, sockets.server
    take = engine.handlers["message"]

    def take_if_well_formed(eio_sid: str, data: Any) -> None:
        try:
            take(eio_sid, data)
        except Exception as error:  # noqa: BLE001 - a namespace lets none out, so this is what could not be read
            server._binary_packet.pop(eio_sid, None)
            refusal = BadRequest(f"this is no Socket.IO packet ({type(error).__name__})")
            for namespace in events.EVENTS:
                sid = server.manager.sid_from_eio_sid(eio_sid, namespace)
                if sid is not None:
                    server.emit(
                        "refused", {"code": refusal.code, "message": refusal.message}, to=sid, namespace=namespace
                    )

    engine.on("message", take_if_well_formed)


def note_fault(where: str, error: Exception) -> None:
    """Write a fault of ours down: where and what kind, never its words, which may have been spoken in confidence."""
    LOG.error("fault", error, where=where)
