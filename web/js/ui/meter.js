// A level meter in decibels that rises at once and falls slowly, with a warning when the microphone clips.
import { t } from "../i18n.js";
import { part, setText } from "./dom.js";

/** The bottom of the scale. */
const FLOOR_DB = -60;
/** How far the bar falls in 100 ms. */
const FALL_DB = 3;
/** The warning stays so many chunks after the last clipped one (three seconds). */
const WARNED = 30;
/** Below this peak for five seconds, the microphone is too quiet to be understood. */
const QUIET_DB = -50;
const QUIET_CHUNKS = 50;

export class Meter {
  constructor() {
    this.bar = part("level");
    this.fill = part("level-fill");
    this.warning = part("level-warning");
    this.shown = FLOOR_DB;
    this.clippedFor = 0;
    this.quietFor = 0;
  }

  /** @param {{peak: number, clipped: number}} chunk @param {boolean} isMuted */
  show({ peak, clipped }, isMuted) {
    const db = isMuted ? FLOOR_DB : Math.max(FLOOR_DB, 20 * Math.log10(Math.max(peak, 1e-6)));
    this.shown = Math.max(db, this.shown - FALL_DB);
    this.clippedFor = clipped > 1 && !isMuted ? WARNED : Math.max(0, this.clippedFor - 1);
    this.quietFor = isMuted || db > QUIET_DB ? 0 : this.quietFor + 1;
    const share = 1 - this.shown / FLOOR_DB;
    this.fill.style.transform = `scaleX(${share.toFixed(3)})`;
    this.bar.classList.toggle("clipped", this.clippedFor > 0);
    this.bar.setAttribute("aria-valuenow", String(Math.round(share * 100)));
    setText(this.warning, this.clippedFor ? t("mic.clipped") : this.quietFor > QUIET_CHUNKS ? t("mic.quiet") : "");
  }
}
