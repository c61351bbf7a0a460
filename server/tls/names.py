"""What this machine is called on its networks, found without sending a packet and without asking any name server."""

from __future__ import annotations

import fcntl
import ipaddress
import re
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")

# Linux: <linux/sockios.h> and <linux/if_addr.h>.
_SIOCGIFCONF = 0x8912
_IFREQ_BYTES = 40
_MAX_ADDRESSES = 128
_TEMPORARY, _DEPRECATED, _TENTATIVE = 0x01, 0x20, 0x40
_IF_INET6 = Path("/proc/net/if_inet6")


def machine_names() -> tuple[str, ...]:
    """Host name, its mDNS name, localhost, then every address of every network card, each once, in a steady order.

    Left out are IPv6 addresses that a browser can't name (link-local) or that will not last (temporary).
    """
    host = socket.gethostname().lower().rstrip(".")
    hosts = (host, f"{host.split('.')[0]}.local") if is_host_name(host) else ()
    found = sorted({*_ipv4(), *_ipv6()}, key=lambda each: (each.version, int(each)))
    return tuple(dict.fromkeys((*hosts, *_LOOPBACK, *(str(each) for each in found))))


def leading_address() -> str | None:
    """The address by which others on the network most likely reach this machine; None without a network.

    It is the one that the default route leaves by. On a network without a router: the first that is neither loopback
    nor given by the machine to itself.
    """
    for family, place in ((socket.AF_INET, ("192.0.2.1", 9)), (socket.AF_INET6, ("2001:db8::1", 9))):
        leading = _route(family, place)
        if leading is not None:
            return leading
    found: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = [*sorted(_ipv4()), *sorted(_ipv6())]
    return next((str(each) for each in found if not each.is_loopback and not each.is_link_local), None)


def is_host_name(text: str) -> bool:
    """Whether a text can be a DNS name: lower case, without a port."""
    return _HOST.fullmatch(text) is not None


def _route(family: socket.AddressFamily, place: tuple[str, int]) -> str | None:
    """The own address that a route to a place leaves by. Connecting a datagram socket sends nothing."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(place)
            found = ipaddress.ip_address(probe.getsockname()[0])
    except OSError:
        return None
    return None if found.is_loopback or found.is_link_local or found.is_unspecified else str(found)


def _ipv4() -> Iterator[ipaddress.IPv4Address]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        room = bytearray(_IFREQ_BYTES * _MAX_ADDRESSES)
        try:
            filled = _interfaces(probe, room)
        except OSError:  # not Linux: the address towards the outside
            found = _route(socket.AF_INET, ("192.0.2.1", 9))
            if found is not None:
                yield ipaddress.IPv4Address(found)
            return
    for start in range(0, filled, _IFREQ_BYTES):
        yield ipaddress.IPv4Address(bytes(room[start + 20 : start + 24]))


def _interfaces(probe: socket.socket, room: bytearray) -> int:
    """Fill ``room`` with one ifreq per address; how many bytes were filled (netdevice(7))."""
    import array

    buffer = array.array("B", room)
    request = struct.pack("iL", len(room), buffer.buffer_info()[0])
    filled = int(struct.unpack("iL", fcntl.ioctl(probe.fileno(), _SIOCGIFCONF, request))[0])
    room[:] = buffer.tobytes()
    return filled


def _ipv6() -> Iterator[ipaddress.IPv6Address]:
    if not _IF_INET6.is_file():
        return
    for line in _IF_INET6.read_text(encoding="ascii").splitlines():
        digits, _, _, scope, flags = line.split()[:5]
        is_global = int(scope, 16) == 0
        if is_global and not int(flags, 16) & (_TEMPORARY | _DEPRECATED | _TENTATIVE):
            yield ipaddress.IPv6Address(int(digits, 16))
