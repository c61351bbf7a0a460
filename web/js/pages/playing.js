// The sound beside the lines: the waveform, the buttons, the word that is heard.
import { t } from "../i18n.js";
import { Sound } from "../audio/sound.js";
import { none, readPeaks } from "../net/peaks.js";
import { lineAt } from "../state/minutes.js";
import { RATES, parsedTime } from "../state/sound.js";
import { wordAt } from "../state/spoken.js";
import { turns } from "../state/turns.js";
import { clock, h, memory, part, setText, toast } from "../ui/dom.js";
import { Waveform } from "../ui/waveform.js";

/** @import {Segment} from "../types" */
/** @import {Ledger} from "./ledger.js" */

export const BACK_MS = 3_000;
/** A drawing of thousands of lines waits for more changes. */
const PAUSE_MS = 300;
/** With lines so far beyond the peaks these are read again, and so long after the last time at the earliest. */
const BEHIND_MS = 10_000;

export class Playing {
  /** @param {string} base the session's address @param {Ledger} ledger */
  constructor(base, ledger) {
    this.base = base;
    this.ledger = ledger;
    this.peaks = none;
    /** Lines that can be heard, in the order of time. @type {Segment[]} */
    this.lines = [];
    this.sound = new Sound(base, {
      onTime: (ms) => this.at(ms),
      onState: () => this.told(),
      onTrouble: (error) => toast(error.code === "not_found" ? t("minutes.no_audio") : error.message || t("minutes.no_audio"), "bad"),
    });
    this.wave = new Waveform(part("wave"), (ms) => this.sound.seek(ms));
    this.time = /** @type {HTMLInputElement} */ (part("time"));
    this.follow = /** @type {HTMLInputElement} */ (part("follow"));
    this.bind();
  }

  bind() {
    const rate = /** @type {HTMLSelectElement} */ (part("rate"));
    const kept = Number(memory.get("rate")) || 1;
    rate.replaceChildren(...RATES.map((each) => h("option", { value: each, selected: each === kept }, `${each.toLocaleString(document.documentElement.lang)}×`)));
    this.sound.setRate(kept);
    rate.addEventListener("change", () => { memory.set("rate", rate.value); this.sound.setRate(Number(rate.value)); });
    part("play").addEventListener("click", () => this.sound.toggle());
    part("back").addEventListener("click", () => this.by(-BACK_MS));
    this.time.addEventListener("focus", () => this.time.select());
    this.time.addEventListener("blur", () => { this.time.value = clock(this.sound.ms); });
    this.time.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.time.blur();
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.jump(this.time.value);
    });
  }

  /** Reads the peaks. Without a recording there is nothing to show or to play. */
  async read() {
    this.readAt = performance.now();
    try {
      this.peaks = await readPeaks(this.base);
    } catch {
      return; // the lines are read without their sound; pressing play says why
    }
    part("playing").hidden = false;
    this.show();
  }

  /** The lines have changed. */
  linesChanged() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => { this.show(); this.keepUp(); }, this.lines.length ? PAUSE_MS : 0);
  }

  /** While the session goes on its waveform grows. */
  keepUp() {
    const last = this.lines.at(-1)?.end_ms ?? 0;
    if (last - this.peaks.reachMs > BEHIND_MS && performance.now() - this.readAt > BEHIND_MS) this.read();
  }

  /** When the peaks were read last. */
  readAt = 0;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  soon = undefined;

  show() {
    const { segments, gaps } = this.ledger.state;
    this.lines = segments.filter((each) => each.status !== "retracted");
    const last = this.lines.reduce((most, each) => Math.max(most, each.end_ms), 0);
    this.sound.setDuration(Math.max(this.peaks.reachMs, last));
    setText(part("duration"), clock(this.sound.durationMs));
    const doubts = this.lines.filter((each) => each.doubts).map((each) => ({ kind: /** @type {const} */ ("doubt"), startMs: each.start_ms, endMs: each.end_ms }));
    const missing = gaps.map((each) => ({ kind: /** @type {"off" | "lost"} */ (each.why === "off_record" ? "off" : "lost"), startMs: each.start_ms, endMs: each.end_ms }));
    this.wave.show({ peaks: this.peaks.peaks, reachMs: this.peaks.reachMs, durationMs: this.sound.durationMs, turns: turns(this.lines), marks: [...doubts, ...missing] });
  }

  /** @param {number} ms */
  by(ms) {
    this.sound.seek(this.sound.ms + ms);
  }

  /** From a word on, or from the beginning of a line. @param {Segment} line @param {number} [word] */
  hear(line, word = -1) {
    this.sound.play(this.ledger.wordsOf(line)[word]?.[2] ?? line.start_ms);
  }

  /** A line alone; pressed again it stops. @param {Segment} line */
  toggleLine(line) {
    const { spoken } = this.ledger;
    if (spoken.isPlaying && spoken.line === line.id) this.sound.pause();
    else this.sound.play(line.start_ms);
  }

  /** To a time as it is typed: the sound and the lines. @param {string} text */
  async jump(text) {
    const ms = parsedTime(text);
    if (ms === null) {
      toast(t("minutes.time_wrong"), "bad");
      return;
    }
    this.sound.seek(ms);
    const line = lineAt(this.ledger.lines(), ms) ?? this.ledger.lines()[0];
    if (line) await this.ledger.focusLine(line.id);
  }

  /** What is heard now. @param {number} ms */
  at(ms) {
    this.wave.at(ms);
    if (document.activeElement !== this.time) this.time.value = clock(ms);
    const line = lineAt(this.lines, ms);
    if (!line || ms > line.end_ms + 1000) {
      this.ledger.hear("", -1, this.sound.isPlaying);
      return;
    }
    const isNew = this.ledger.spoken.line !== line.id;
    this.ledger.hear(line.id, wordAt(this.ledger.wordsOf(line), ms), this.sound.isPlaying);
    if (isNew && this.follow.checked && this.sound.isPlaying) this.followTo(line.id);
  }

  /** Brings the line that is heard into sight, unless one writes in another. @param {string} id */
  followTo(id) {
    const isWriting = this.ledger.editing?.editor?.hasFocus && this.ledger.editing.line !== id;
    if (!isWriting && !this.ledger.list.isInSight(id)) this.ledger.list.to(id, "center");
  }

  told() {
    const { isPlaying } = this.sound;
    const button = part("play");
    button.setAttribute("aria-pressed", String(isPlaying));
    button.setAttribute("aria-label", t(isPlaying ? "minutes.pause" : "minutes.play_all"));
    this.ledger.hear(this.ledger.spoken.line, this.ledger.spoken.word, isPlaying);
  }
}
