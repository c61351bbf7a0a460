"""What plain HTTP serves beyond loopback: the root certificate and how to trust it. Everything else goes to HTTPS.

A WSGI application without a framework: it must answer nothing else, read no body, set no cookie and keep no state.
"""

from __future__ import annotations

import json
import plistlib
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from server.tls.authority import Certificates
from server.tls.names import is_host_name

Environ = Mapping[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_WORDS = Path(__file__).parent / "handout.json"
_IPV4 = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_IPV6 = re.compile(r"\[[0-9a-f:.]{2,45}\]")
_MAX_ADDRESS = 4_000
_STYLE = Path(__file__).parent / "handout.css"
_FILES = {"download": "/root.crt", "profile": "/root.mobileconfig"}
_WANT_PROFILE = (0, 2)  # the places of Apple's devices in the list of devices
_OTHERS = 4  # the last place: one line a browser, not one a step


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    kind: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def handout(certificates: Certificates, https_port: int) -> Application:
    """The application: ``/``, ``/root.crt`` and ``/root.mobileconfig``; a 308 to ``https_port`` for every other path.

    Reads the root once, here. Any thread.
    """
    root = x509.load_pem_x509_certificate(certificates.root_path.read_bytes())
    style = _STYLE.read_text(encoding="utf-8")
    texts: Mapping[str, Any] = json.loads(_WORDS.read_text(encoding="utf-8"))
    der = root.public_bytes(Encoding.DER)
    files = {
        "/root.crt": _file("application/x-x509-ca-cert", "root.crt", der),
        "/root.mobileconfig": _file(
            "application/x-apple-aspen-config", "root.mobileconfig", _profile(root, der, certificates.fingerprint)
        ),
    }

    def answer(environ: Environ) -> _Answer:
        host = host_of(environ.get("HTTP_HOST", ""))
        if host is None:
            return _Answer("400 Bad Request", "text/plain; charset=utf-8", b"expected a host name in Host\n")
        path = environ.get("PATH_INFO", "") or "/"
        if path != "/" and path not in files:
            return _elsewhere(environ, host, https_port)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _Answer("405 Method Not Allowed", "text/plain; charset=utf-8", b"", (("Allow", "GET, HEAD"),))
        if path in files:
            return files[path]
        language = _language(environ, texts)
        target = f"https://{host}{_port(https_port)}/"
        head, links = _head(texts, language)
        page = _page(texts[language], links, certificates.fingerprint, target, style, _device(environ))
        about = (("Content-Language", language), ("Vary", "Accept-Language, User-Agent"))
        return _Answer("200 OK", "text/html; charset=utf-8", head.encode() + page, about)

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        made = answer(environ)
        headers = [
            ("Content-Type", made.kind),
            ("Content-Length", str(len(made.body))),
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            *made.headers,
        ]
        start_response(made.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [made.body]

    return application


def redirection(address: Callable[[], str]) -> Application:
    """Sends every request to the same place below ``address()``: for a certificate that needs no handing out."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        made = _below(environ, address())
        length = ("Content-Length", str(len(made.body)))
        start_response(made.status, [length, ("Cache-Control", "no-store"), *made.headers])
        return [made.body]

    return application


def host_of(header: str) -> str | None:
    """The host of a Host header without its port, as a URL writes it; None for what can't be one."""
    host = re.sub(r":\d{1,5}$", "", header.strip().lower())
    if _IPV4.fullmatch(host) or _IPV6.fullmatch(host) or is_host_name(host):
        return host
    return None


def _elsewhere(environ: Environ, host: str, https_port: int) -> _Answer:
    return _below(environ, f"https://{host}{_port(https_port)}")


def _below(environ: Environ, address: str) -> _Answer:
    # WSGI gives the path as latin-1 text of its bytes; quoting those bytes again leaves no room for a line feed.
    path = quote(environ["PATH_INFO"].encode("latin-1", "replace"), safe="/:@!$&'()*+,;=-._~")
    query = quote(environ.get("QUERY_STRING", ""), safe="/?:@!$&'()*+,;=-._~%")
    target = f"{address}/{path.lstrip('/')}{'?' + query if query else ''}"
    if len(target) > _MAX_ADDRESS:
        return _Answer("414 URI Too Long", "text/plain; charset=utf-8", b"the address is too long\n")
    return _Answer("308 Permanent Redirect", "text/plain; charset=utf-8", b"", (("Location", target),))


def _port(https_port: int) -> str:
    return "" if https_port == 443 else f":{https_port}"


def _file(kind: str, name: str, body: bytes) -> _Answer:
    return _Answer("200 OK", kind, body, (("Content-Disposition", f'attachment; filename="{name}"'),))


def _language(environ: Environ, texts: Mapping[str, Any]) -> str:
    asked = re.search(r"(?:^|&)lang=([a-z]{2})", environ.get("QUERY_STRING", ""))
    accepted = re.findall(r"(?:^|,)\s*([a-z]{2})", environ.get("HTTP_ACCEPT_LANGUAGE", "").lower())
    wanted = [asked.group(1)] if asked else []
    return next((each for each in [*wanted, *accepted] if each in texts), "en")


def _page(words: Mapping[str, Any], languages: str, fingerprint: str, target: str, style: str, own: int) -> bytes:
    compare, install, go_on = (f"<h2>{escape(part)}</h2>" for part in words["parts"])
    devices = "".join(
        _steps(name, steps, place == own, "ul" if place == _OTHERS else "ol")
        for place, (name, steps) in enumerate(words["devices"])
    )
    pairs = fingerprint.split(":")
    rows = "<br>".join(" ".join(pairs[place : place + 8]) for place in range(0, len(pairs), 8))
    main, other = ("profile", "download") if own in _WANT_PROFILE else ("download", "profile")
    return (
        f"<title>{escape(words['title'])}</title><style>{style}</style></head><body>\n<nav>{languages}</nav><main>\n"
        f'<h1>{escape(words["title"])}</h1>\n<p>{escape(words["what"])}</p>\n<ol class="parts">\n'
        f"<li>{compare}<p>{escape(words['compare'])}</p><code>{rows}</code></li>\n"
        f"<li>{install}{_button(words, main, 'main')}{_button(words, other)}{devices}"
        f'<p class="quiet">{escape(words["after"])}</p></li>\n'
        f'<li>{go_on}<a class="button main" href="{escape(target)}">{escape(words["continue"])}</a>'
        f'<p class="quiet">{escape(words["warns"])}</p></li>\n</ol></main></body></html>\n'
    ).encode()


def _head(texts: Mapping[str, Any], language: str) -> tuple[str, str]:
    """The beginning of the page, and the links to it in every language."""
    links = "".join(
        f'<a href="/?lang={code}" lang="{code}"{" aria-current=true" if code == language else ""}>{each["name"]}</a>'
        for code, each in texts.items()
    )
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        links,
    )


def _button(words: Mapping[str, Any], name: str, rank: str = "") -> str:
    return f'<a class="button {rank}" href="{_FILES[name]}">{escape(words[name])}</a>'


def _steps(name: str, steps: Iterable[str], is_open: bool, kind: str) -> str:
    rows = "".join(f"<li>{escape(step)}</li>" for step in steps)
    return f"<details{' open' if is_open else ''}><summary>{escape(name)}</summary><{kind}>{rows}</{kind}></details>"


def _device(environ: Environ) -> int:
    """The place in ``devices`` of what asks, by what it says of itself: its steps stand open."""
    agent = environ.get("HTTP_USER_AGENT", "")
    marks = (("iPhone", 0), ("iPad", 0), ("Android", 1), ("Macintosh", 2), ("Windows", 3))
    return next((place for mark, place in marks if mark in agent), _OTHERS)


def _profile(root: x509.Certificate, der: bytes, fingerprint: str) -> bytes:
    """An Apple configuration profile with the root; its identities follow from the fingerprint."""
    title = root.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
    inner, outer = (
        str(uuid.uuid5(uuid.NAMESPACE_OID, f"{fingerprint} {part}")).upper() for part in ("root", "profile")
    )
    common = {"PayloadVersion": 1, "PayloadDisplayName": title, "PayloadOrganization": "Roundtable"}
    certificate = {
        **common, "PayloadType": "com.apple.security.root", "PayloadIdentifier": f"roundtable.root.{inner}",
        "PayloadUUID": inner, "PayloadCertificateFileName": "root.crt", "PayloadContent": der,
    }  # fmt: skip
    return plistlib.dumps(
        {
            **common, "PayloadType": "Configuration", "PayloadIdentifier": f"roundtable.{outer}", "PayloadUUID": outer,
            "PayloadDescription": f"SHA-256 {fingerprint}",
            "PayloadRemovalDisallowed": False, "PayloadContent": [certificate],
        }
    )  # fmt: skip
