"""What sends sound as a venue does: an endless stream by HTTP that may break, HLS, a push by RTSP. On loopback."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import av
import numpy as np

RATE_HZ = 48_000
PUSH = """
import sys, time
from tests.support.broadcast import frames
import av
for attempt in range(100):
    try:
        out = av.open(sys.argv[1], "w", format="rtsp", options={"rtsp_transport": "tcp"})
        track = out.add_stream("aac", rate=48_000, layout="stereo")
        began = time.monotonic()
        for number, frame in enumerate(frames([500.0, 900.0], 60.0)):
            time.sleep(max(0.0, began + number * 1024 / 48_000 - time.monotonic()))
            out.mux(track.encode(frame))
    except (av.FFmpegError, OSError):
        time.sleep(0.2)
"""


def tones(hertz: list[float], seconds: float, rate_hz: int = RATE_HZ, peak: int = 8_000) -> np.ndarray:
    """int16 [samples, channels]: a tone in each channel."""
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.stack([peak * np.sin(2 * np.pi * each * at) for each in hertz], axis=1).astype(np.int16)


def pitch(sound: np.ndarray, rate_hz: int = 16_000) -> int:
    """The strongest tone of a channel, in whole hertz near enough."""
    return round(float(np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound)))))) * rate_hz / len(sound))


def frames(hertz: list[float], seconds: float) -> Iterator[av.AudioFrame]:
    """Frames for an encoder."""
    sound = tones(hertz, seconds)
    for start in range(0, len(sound) - 1024, 1024):
        part = np.ascontiguousarray(sound[start : start + 1024]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(part, format="s16", layout="stereo" if len(hertz) == 2 else "mono")
        frame.sample_rate, frame.pts = RATE_HZ, start
        yield frame


def encoded(kind: str, codec: str, hertz: float, seconds: float, options: dict[str, str] | None = None) -> bytes:
    """A tone in a container that FFmpeg writes."""
    held = io.BytesIO()
    with av.open(held, "w", format=kind, options=options or {}) as out:
        track = out.add_stream(codec, rate=RATE_HZ, layout="mono")
        for frame in frames([hertz], seconds):
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return held.getvalue()


class Station:
    """An Icecast-like station: a burst, then as fast as it is spoken, until it is cut."""

    def __init__(self, programme: Callable[[int], bytes], seconds: float, burst_s: float) -> None:
        """``programme``: what the nth listener hears, which lasts so many seconds."""
        self._programme, self._seconds, self._burst_s = programme, seconds, burst_s
        self.listeners = 0
        self.is_down = False
        self.pages: dict[str, bytes] = {}  # plain answers by path

    def cut(self) -> None:
        """Break off, and refuse whoever comes."""
        self.is_down = True

    def stream(self, send: Callable[[bytes], object]) -> None:
        """Send to one listener."""
        number, self.listeners = self.listeners, self.listeners + 1
        sound = self._programme(number)
        per_s = len(sound) / self._seconds
        began, place = time.monotonic(), 0
        while place < len(sound) and not self.is_down:
            until = int((time.monotonic() - began + self._burst_s) * per_s)
            if until > place:
                send(sound[place:until])
                place = until
            time.sleep(0.02)


@contextmanager
def served(station: Station) -> Iterator[str]:
    """Its address while it serves."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = station.pages.get(self.path)
            if page is None and (station.is_down or self.path != "/live.mp3"):
                self.send_error(503)
                return
            self.send_response(200)
            self.send_header("Content-Type", "audio/mpeg" if page is None else "application/octet-stream")
            if page is not None:
                self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            with contextlib.suppress(OSError):  # the listener went away
                self.wfile.write(page) if page is not None else station.stream(self.wfile.write)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        station.cut()
        server.shutdown()
        server.server_close()
        serving.join()


@contextmanager
def pushed(address: str) -> Iterator[None]:
    """Another process pushes a tone of 500 Hz left and 900 Hz right to an address by RTSP."""
    root = Path(__file__).resolve().parents[2]
    pushing = subprocess.Popen([sys.executable, "-c", PUSH, address], cwd=root, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        pushing.kill()
        pushing.wait()
