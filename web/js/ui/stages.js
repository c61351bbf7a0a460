// How long captions take on their way: a small table for those who look after a session.
import { t } from "../i18n.js";
import { STAGES, heard, isSlow, rows } from "../state/stages.js";
import { h, setText } from "./dom.js";

/** @import {Figures, StagesEvent, Stream} from "../types" */
/** @import {StageRow, Told} from "../state/stages.js" */

const NAMES = /** @type {Record<string, string>} */ ({
  capture: t("stages.capture"), queue: t("stages.queue"), decode: t("stages.decode"), translate: t("stages.translate"), deliver: t("stages.deliver"),
});

export class StageTable {
  /** @param {HTMLElement} box @param {HTMLElement} none shown while there is nothing @param {(stream: string) => string} nameOf a microphone's name */
  constructor(box, none, nameOf) {
    this.box = box;
    this.none = none;
    this.nameOf = nameOf;
    /** @type {Told} */
    this.told = {};
    /** @type {Map<string, HTMLElement>} */
    this.places = new Map();
    this.shape = "";
  }

  /** @param {StagesEvent} told */
  take(told) {
    this.told = heard(this.told, told, performance.now());
    this.draw();
  }

  draw() {
    const found = rows(this.told, performance.now());
    const shape = found.map((each) => each.stream).join(" ");
    if (shape !== this.shape) this.make(found);
    this.shape = shape;
    for (const row of found) for (const stage of STAGES) this.show(row, stage);
    this.none.hidden = found.length > 0;
    this.box.hidden = !found.length;
  }

  /** @param {StageRow[]} found */
  make(found) {
    this.places.clear();
    const heads = [t("stages.microphone"), ...STAGES.map((each) => NAMES[each])];
    this.box.replaceChildren(h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...found.map((row) => this.row(row))));
  }

  /** @param {StageRow} row */
  row({ stream }) {
    return h("tr", {}, h("th", { scope: "row" }, this.nameOf(stream)), ...STAGES.map((stage) => {
      const place = h("td", { class: "num", "data-label": NAMES[stage], "data-stage": stage });
      this.places.set(`${stream} ${stage}`, place);
      return place;
    }));
  }

  /** @param {StageRow} row @param {string} stage */
  show({ stream, stages }, stage) {
    const place = /** @type {HTMLElement} */ (this.places.get(`${stream} ${stage}`));
    const figures = stages[stage];
    setText(place, figures ? words(figures) + (isSlow(stage, figures) ? ` ${t("stages.slow")}` : "") : "–");
    place.classList.toggle("slow", isSlow(stage, figures));
  }
}

/** `0.3 / 1.2` seconds. @param {Figures} figures */
const words = ({ p50_ms, p95_ms }) => `${short(p50_ms)} / ${short(p95_ms)}`;

/** @param {number} ms */
const short = (ms) => (ms < 95 ? (ms / 1000).toFixed(2) : (ms / 1000).toFixed(1));
