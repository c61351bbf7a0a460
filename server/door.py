"""The house's door: the addresses by which people and programs come in, and the certificate that it shows.

Knows the settings and ``server/tls``; no Flask, no database. Any thread; what makes certificates may wait for a lock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from server.core.errors import BadSetting
from server.settings import EVERYWHERE, Settings, in_address
from server.tls import own
from server.tls.authority import Certificates, ensure
from server.tls.names import leading_address, machine_names
from server.tls.own import OwnCertificate
from server.tls.trust import Trust

Shown = Certificates | OwnCertificate


@dataclass(frozen=True, slots=True)
class Door:
    """What the secretariat is told. Addresses end without a slash.

    ``certificate``: ``none`` (plain HTTP), ``local`` (of this machine's authority) or ``own``. ``fingerprint`` and
    ``trust_page`` (the plain page that hands out the root) belong to ``local``, ``ends_on`` to ``own``. ``trouble``:
    why the certificate can't be renewed.
    """

    address: str
    others: tuple[str, ...]
    certificate: str
    is_local: bool
    fingerprint: str = ""
    trust_page: str = ""
    ends_on: str = ""
    trouble: str = ""


def outside(settings: Settings) -> str:
    """The address that people open, from a phone too where the server listens beyond loopback. Raises BadSetting."""
    return settings.outside or _address(settings, _leading_host(settings))


def shown(settings: Settings) -> Shown | None:
    """The certificate to serve with, made or remade where needed; None for plain HTTP. Raises BadSetting."""
    if not settings.is_secure:
        return None
    if settings.tls_cert is not None and settings.tls_key is not None:
        return own.check(settings.tls_cert, settings.tls_key)
    return ensure(settings.instance / "tls", _names(settings))


def trust(settings: Settings) -> Trust:
    """Whom workers and commands believe when they connect to ``settings.address``. Raises BadSetting."""
    if settings.tls_ca is not None:
        return Trust(settings.tls_ca)
    if settings.server:
        root = settings.instance / "tls" / "root.pem"
        return Trust(root if root.is_file() else None)
    found = shown(settings)
    if isinstance(found, OwnCertificate):
        return Trust(found.cert_path, found.names[0].replace("*", "roundtable"))
    return Trust(found.root_path if found else None)


def outside_of(settings: Settings) -> Callable[[], str]:
    """``outside``, found anew each time only where it can change: a laptop moves from network to network.

    A certificate of one's own that is spoilt while the server runs takes nobody's links away. Raises BadSetting.
    """
    if settings.outside or settings.tls_cert is not None:
        found = outside(settings)
        return lambda: found
    return partial(outside, settings)


def describe(settings: Settings, address: str) -> Door:
    """How this server is reached, for people who open ``address``."""
    others = tuple(other for other in _others(settings) if other != address)
    try:
        found = shown(settings)
    except BadSetting as error:
        kind = "own" if settings.tls_cert is not None else "local"
        return Door(address, (), kind, settings.is_local, trouble=error.message)
    if isinstance(found, OwnCertificate):
        return Door(address, (), "own", settings.is_local, ends_on=f"{found.ends_at:%Y-%m-%d}")
    if found is None:
        return Door(address, others, "none", settings.is_local)
    return Door(address, others, "local", settings.is_local, found.fingerprint, _trust_page(settings, address))


def outside_port(settings: Settings) -> int:
    """The port of the outside address."""
    return urlsplit(outside(settings)).port or (443 if settings.is_secure else 80)


def announcement(settings: Settings) -> list[str]:
    """What is printed at the start, line by line. Raises BadSetting."""
    door = describe(settings, outside(settings))
    lines = [f"Roundtable is at {door.address}", "  sign in with: flask --app server invite secretariat"]
    if door.others:
        lines.append(f"  also at {', '.join(door.others)}")
    if door.trust_page:
        lines.append(f"  every phone and laptop first opens {door.trust_page} once, to trust this machine")
        lines.append(f"  fingerprint of its certificate (SHA-256): {door.fingerprint}")
    if door.certificate == "none" and not door.is_local:
        lines.append("  ROUNDTABLE_TLS=off: anybody on this network can listen in, and browsers give no microphone")
    return lines


def _leading_host(settings: Settings) -> str:
    if settings.is_secure and settings.tls_cert is not None and settings.tls_key is not None:
        names = own.check(settings.tls_cert, settings.tls_key).names
        named = next((name for name in names if "*" not in name), None)
        if named is not None:
            return named
    if settings.bind not in EVERYWHERE:
        return settings.bind
    return leading_address() or "localhost"


def _address(settings: Settings, host: str) -> str:
    return f"http{'s' if settings.is_secure else ''}://{in_address(host)}:{settings.port}"


def _names(settings: Settings) -> tuple[str, ...]:
    named = (urlsplit(each).hostname or "" for each in (settings.outside, settings.server) if each)
    bound = () if settings.bind in EVERYWHERE else (settings.bind,)
    return tuple(dict.fromkeys((*named, *machine_names(), *bound)))


def _others(settings: Settings) -> tuple[str, ...]:
    """Every further address of this machine that others may type."""
    if settings.bind not in EVERYWHERE:
        return ()
    own_only = ("localhost", "127.0.0.1", "::1")
    names = (name for name in machine_names() if name not in own_only)
    return tuple(_address(settings, name) for name in names if settings.bind == "::" or ":" not in name)


def _trust_page(settings: Settings, address: str) -> str:
    """The plain page. Without a port of its own it is what the HTTPS port answers to plain HTTP."""
    parts = urlsplit(address)
    port = settings.http_port or parts.port or 443
    return f"http://{in_address(parts.hostname or '')}{'' if port == 80 else f':{port}'}"


class Keeper:
    """Watches the certificate of a running server. One thread at a time."""

    def __init__(self, settings: Settings, found: Shown, renew: Callable[[Path, Path], None]) -> None:
        """``renew(cert_path, key_path)`` is called when the files have others contents than ``found`` has now."""
        self._settings, self._renew = settings, renew
        self._served, self._told = _contents(found), ""

    def look(self) -> None:
        """Remake the certificate where names have changed, and serve a new one. What can't be used is told once."""
        try:
            found = shown(self._settings)
            if found is None or (now := _contents(found)) == self._served:
                return
            self._renew(found.cert_path, found.key_path)
        except (BadSetting, OSError) as error:
            if str(error) != self._told:
                self._told = str(error)
                logging.error("the certificate can't be renewed, the former one is served on: %s", error)
            return
        self._served, self._told = now, ""
        logging.warning("a new certificate is served from now on")


def _contents(found: Shown) -> bytes:
    return found.cert_path.read_bytes() + found.key_path.read_bytes()
