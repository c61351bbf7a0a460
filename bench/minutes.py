"""``python -m bench minutes``: how long the minutes of a long session take to open, to show their sound and to scroll.

A real server with invented minutes and a recording of noise, and a real Chromium. Times are the page's own, in
milliseconds from the beginning of its navigation.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench import house as houses
from bench.figures import columns
from bench.machine import describe
from bench.made_minutes import furnish
from server.clock import now_ms
from server.core.hearing.ordering import RATE_HZ
from server.storage.database import Database
from server.storage.recording import Recording

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SESSION = "long"
CHROMIUM = "/usr/bin/chromium"
NAMES = {
    "opened_ms": "first lines in the page (ms)",
    "wave_ms": "waveform in the page (ms)",
    "scripts_ms": "of that, until the page asks for the minutes (ms)",
    "minutes_ms": "the minutes' call (ms)",
    "peaks_ms": "the peaks' call (ms)",
    "longest_task_ms": "longest task while scrolling (ms)",
    "long_tasks": "tasks over 50 ms while scrolling",
    "frames_per_s": "pictures a second while scrolling",
    "rows": "most rows in the page",
}
WATCH = """
window.watched = {tasks: [], rows: 0, opened: null, wave: null};
new PerformanceObserver(list => {
  for (const each of list.getEntries()) watched.tasks.push([each.startTime, each.duration]);
}).observe({type: "longtask", buffered: true});
const look = () => {
  const rows = document.querySelectorAll("[data-segment]").length;
  watched.rows = Math.max(watched.rows, rows);
  if (watched.opened === null && rows) watched.opened = performance.now();
  const sound = document.querySelector("[data-playing]");
  if (watched.wave === null && sound && !sound.hidden) watched.wave = performance.now();
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
SCROLL = """async seconds => {
  const box = document.querySelector("[data-rows]");
  const from = performance.now();
  let frames = 0, at = 0, last = from, longest = 0;
  while (performance.now() - from < seconds * 1000) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    frames += 1;
    // Down by three rows a picture, and every second a leap as of the bar's handle.
    at = frames % 60 ? at + 240 : Math.random() * box.scrollHeight;
    if (at > box.scrollHeight) at = 0;
    box.scrollTop = at;
  }
  return {frames, longest, tasks: watched.tasks.filter(([start]) => start >= from).map(([, took]) => took)};
}"""


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    from playwright.sync_api import sync_playwright

    made: dict[str, Any] = {"segments": options.segments, "hours": options.hours, "machine": describe(), "runs": []}
    with houses.opened(["web"]) as house, sync_playwright() as playwright:
        _furnish(house, options.segments, int(options.hours * 3_600_000))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(options.runs):
            made["runs"].append(_run(house, browser, options.segments, options.scroll))
        browser.close()
    houses.finish(made, options.out)
    print(table(made))
    return 0


def table(made: dict[str, Any]) -> str:
    """The median and the worst of all runs."""
    rows = [["", "median", "worst"]]
    for key, name in NAMES.items():
        values = [each[key] for each in made["runs"] if each[key] is not None]
        worst = min if key == "frames_per_s" else max
        rows.append([name, f"{statistics.median(values):.0f}", f"{worst(values):.0f}"] if values else [name, "-", "-"])
    return columns(rows)


def _furnish(house: houses.House, count: int, length_ms: int) -> None:
    database = Database(house.settings.database)
    database.write(lambda tx: furnish(tx, SESSION, count, length_ms, now_ms()))
    database.close()
    recording = Recording(house.folder / "recordings" / SESSION / SESSION)
    recording.open_epoch(1, 0)
    chance = np.random.default_rng(1)
    minute = 60 * RATE_HZ
    loud = np.repeat(chance.uniform(200, 9_000, 120), minute // 120)
    noise = (chance.standard_normal(minute) * loud / 3).clip(-32_768, 32_767).astype("<i2").tobytes()
    for start in range(0, length_ms * RATE_HZ // 1000, minute):
        recording.write(start, noise)
    recording.close()


def _run(house: houses.House, browser: Browser, count: int, seconds: float) -> dict[str, Any]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
    page.goto(f"{house.address}/join/{house.token('rapporteur')}")
    page.add_init_script(WATCH)
    page.goto(f"{house.address}/s/{SESSION}/minutes")
    house.wait(lambda: _is_shown(page, count), "the page of the minutes")
    page.wait_for_load_state("networkidle")
    watched = page.evaluate("watched")
    scrolled = page.evaluate(SCROLL, seconds)
    rows = page.evaluate("watched.rows")
    calls = _calls(page)
    page.context.close()
    return {
        "opened_ms": round(watched["opened"]), "wave_ms": round(watched["wave"]), **calls,
        "longest_task_ms": round(max(scrolled["tasks"], default=0)), "long_tasks": len(scrolled["tasks"]),
        "longest_frame_ms": round(scrolled["longest"]), "frames_per_s": round(scrolled["frames"] / seconds),
        "rows": rows,
    }  # fmt: skip


def _is_shown(page: Page, count: int) -> bool:
    return bool(
        page.evaluate(
            "count => watched.wave !== null && document.querySelector('[data-count]').textContent.includes(count)",
            str(count),
        )
    )


def _calls(page: Page) -> dict[str, int]:
    """When the page asked for the minutes, and how long they and the peaks took."""
    found = page.evaluate(
        "performance.getEntriesByType('resource').map(each => [each.name, each.startTime, each.duration])"
    )
    minutes = next((each for each in found if "/minutes?" in each[0]), ("", 0, 0))
    peaks = next((each for each in found if each[0].endswith("/peaks")), ("", 0, 0))
    return {"scripts_ms": round(minutes[1]), "minutes_ms": round(minutes[2]), "peaks_ms": round(peaks[2])}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench minutes", description=__doc__.splitlines()[0])
    parser.add_argument("--segments", type=int, default=3_000, help="how many lines")
    parser.add_argument("--hours", type=float, default=2.0, help="how long the session was")
    parser.add_argument("--runs", type=int, default=5, help="how often the page is opened")
    parser.add_argument("--scroll", type=float, default=6.0, help="seconds of scrolling in each run")
    parser.add_argument("--out", type=Path, default=Path("minutes.json"), help="where the JSON goes")
    return parser
