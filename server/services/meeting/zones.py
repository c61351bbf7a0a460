"""Time zones: in which a delegation reads its deadlines. Names are those of the IANA database, by ``zoneinfo``."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest
from server.storage.tables import Delegation

UTC = "UTC"


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """All zones that people choose from: places (Asia/Seoul) and UTC, not the older aliases (ROK, Etc/GMT+9)."""
    places = {
        each for each in zoneinfo.available_timezones() if "/" in each and not each.startswith(("Etc/", "SystemV/"))
    }
    return (UTC, *sorted(places))


def known(name: object) -> str:
    """A zone that there is. Raises BadRequest."""
    if name not in names():
        raise BadRequest(f"a time zone has a name like Asia/Seoul, or is UTC; found {name!r}")
    return str(name)


def of(tx: Session, codes: Iterable[str]) -> dict[str, str]:
    """The zones of delegations by their codes."""
    wanted = set(codes)
    rows = tx.execute(select(Delegation.code, Delegation.time_zone))
    return {code: zone for code, zone in rows if code in wanted}


def one(tx: Session, delegation: str | None) -> str:
    """The zone of a delegation; UTC for everybody else."""
    row = tx.get(Delegation, delegation) if delegation else None
    return UTC if row is None else row.time_zone


def local(at_ms: int, zone: str) -> str:
    """A moment on the clocks of a zone, to the millisecond, as ISO 8601 with its distance from UTC."""
    moment = datetime.datetime.fromtimestamp(at_ms / 1000, datetime.UTC)
    return moment.astimezone(_zone(zone)).isoformat(timespec="milliseconds")


@lru_cache(maxsize=512)
def _zone(name: str) -> datetime.tzinfo:
    """One that is unknown here (a database from a machine with newer zones) is shown as UTC."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return datetime.UTC
