// The whole session as a picture of its sound: how loud it was, who had the word, where something is doubtful or missing. A slider to the keyboard
// and to screen readers. It is drawn when something changed; while it plays only the line of the moment moves.
import { t } from "../i18n.js";
import { columns, turnAt } from "../state/turns.js";
import { clock, h, setText } from "./dom.js";

/** @import {Turn} from "../state/turns.js" */

/** `kind`: a doubtful line, lost audio, or a part off the record. @typedef {{kind: "doubt" | "lost" | "off", startMs: number, endMs: number}} Mark */
/** `reachMs`: how far the peaks go. @typedef {{peaks: ArrayLike<number>, reachMs: number, durationMs: number, turns: Turn[], marks: Mark[]}} Picture */

/** In pixels. */
const BAND = 6;
const STEP_MS = 5_000;
const PAGE_MS = 60_000;

export class Waveform {
  /** @param {HTMLElement} box @param {(ms: number) => void} onSeek */
  constructor(box, onSeek) {
    this.box = box;
    this.onSeek = onSeek;
    /** @type {Picture} */
    this.picture = { peaks: [], reachMs: 0, durationMs: 0, turns: [], marks: [] };
    this.ms = 0;
    this.width = 0;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.head = h("div", { class: "playhead", "aria-hidden": "true" });
    this.label = h("div", { class: "wave-label", "aria-hidden": "true", hidden: true });
    box.append(this.canvas, this.head, this.label);
    box.tabIndex = 0;
    for (const [name, value] of Object.entries({ role: "slider", "aria-label": t("minutes.wave"), "aria-valuemin": "0", "aria-orientation": "horizontal" })) box.setAttribute(name, value);
    box.addEventListener("pointerdown", (event) => this.grab(event));
    box.addEventListener("pointermove", (event) => this.hover(event));
    box.addEventListener("pointerleave", () => { this.label.hidden = true; });
    box.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(() => this.draw()).observe(box);
    new MutationObserver(() => this.draw()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  /** @param {Picture} picture */
  show(picture) {
    this.picture = picture;
    this.box.setAttribute("aria-valuemax", String(Math.round(picture.durationMs / 1000)));
    this.draw();
    this.at(this.ms);
  }

  /** The moment that is heard. @param {number} ms */
  at(ms) {
    this.ms = ms;
    const { durationMs, turns } = this.picture;
    this.head.style.transform = `translateX(${durationMs ? (ms / durationMs) * this.width : 0}px)`;
    const seconds = String(Math.floor(ms / 1000));
    if (this.box.getAttribute("aria-valuenow") === seconds) return;
    this.box.setAttribute("aria-valuenow", seconds);
    this.box.setAttribute("aria-valuetext", [t("minutes.wave_at", { time: clock(ms), all: clock(durationMs) }), turnAt(turns, ms)?.speaker].filter(Boolean).join(", "));
  }

  /** @param {PointerEvent} event */
  place(event) {
    const box = this.box.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * this.picture.durationMs;
  }

  /** @param {PointerEvent} event */
  grab(event) {
    if (event.button) return;
    this.box.setPointerCapture(event.pointerId);
    this.onSeek(this.place(event));
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const ms = this.place(event);
    if (this.box.hasPointerCapture(event.pointerId) && event.buttons) this.onSeek(ms);
    const mark = this.picture.marks.find((each) => each.kind !== "doubt" && each.startMs <= ms && ms <= each.endMs);
    setText(this.label, [clock(ms), mark ? t(mark.kind === "off" ? "minutes.wave_off" : "minutes.wave_lost") : turnAt(this.picture.turns, ms)?.speaker].filter(Boolean).join(" · "));
    this.label.hidden = false;
    const left = (ms / (this.picture.durationMs || 1)) * this.width;
    this.label.style.transform = `translateX(${Math.max(0, Math.min(left, this.width - this.label.offsetWidth))}px)`;
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const to = { ArrowLeft: this.ms - STEP_MS, ArrowDown: this.ms - STEP_MS, ArrowRight: this.ms + STEP_MS, ArrowUp: this.ms + STEP_MS, PageDown: this.ms - PAGE_MS, PageUp: this.ms + PAGE_MS, Home: 0, End: this.picture.durationMs }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.onSeek(Math.max(0, Math.min(to, this.picture.durationMs)));
  }

  draw() {
    this.width = this.box.clientWidth;
    const height = this.box.clientHeight;
    const { durationMs, peaks, reachMs, turns, marks } = this.picture;
    const sharp = devicePixelRatio || 1;
    this.canvas.width = this.width * sharp;
    this.canvas.height = height * sharp;
    const pen = this.canvas.getContext("2d");
    if (!pen || !durationMs || !this.width) return;
    pen.scale(sharp, sharp);
    const style = getComputedStyle(this.box);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const x = (/** @type {number} */ ms) => (ms / durationMs) * this.width;
    for (const turn of turns) {
      pen.fillStyle = colour(`--band-${turn.colour}`);
      pen.fillRect(x(turn.startMs), height - BAND, Math.max(1, x(turn.endMs) - x(turn.startMs) - 0.5), BAND);
    }
    pen.fillStyle = colour("--wave");
    const middle = (height - BAND) / 2;
    columns(peaks, this.width, reachMs / durationMs).forEach((loud, at) => pen.fillRect(at, middle - Math.max(0.5, loud * middle), 0.75, Math.max(1, 2 * loud * middle)));
    for (const mark of marks) this.mark(pen, mark, x(mark.startMs), Math.max(2, x(mark.endMs) - x(mark.startMs)), height, colour);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Mark} mark @param {number} left @param {number} width @param {number} height @param {(name: string) => string} colour */
  mark(pen, mark, left, width, height, colour) {
    pen.fillStyle = colour(mark.kind === "off" ? "--bad" : "--warn");
    if (mark.kind === "doubt") {
      pen.fillRect(left, 0, Math.min(width, 2), 5);
      return;
    }
    pen.save();
    pen.beginPath();
    pen.rect(left, 0, width, height - BAND);
    pen.clip();
    pen.globalAlpha = 0.16;
    pen.fillRect(left, 0, width, height - BAND);
    pen.globalAlpha = 0.8;
    pen.strokeStyle = pen.fillStyle;
    pen.beginPath();
    for (let at = left - height; at < left + width; at += 6) {
      pen.moveTo(at, height);
      pen.lineTo(at + height, 0);
    }
    pen.stroke();
    pen.restore();
  }
}
