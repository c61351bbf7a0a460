// Draws the captions of a view: a line is made anew only when it has changed, so that the reader's place, selection and
// screen reader are left alone.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { rows, tentatives } from "../state/captions.js";
import { lostSeconds } from "../state/minutes.js";
import { noteKeys } from "../state/notes.js";
import { joint } from "../state/scripts.js";
import { clock, h } from "./dom.js";
import { direction, written } from "./scripts.js";

/** @import {GapEvent, TentativeEvent} from "../types" */
/** @import {Captions, Line, Row} from "../state/captions.js" */

/** Lines that are drawn at first, and more at each wish for earlier ones. */
const PAGE = 300;
export class CaptionList {
  /**
   * @param {{list: HTMLElement, live: HTMLElement, earlier?: HTMLElement}} parts `list`: final lines; `live`: words under way
   * @param {{time?: (ms: number) => string, tools?: (row: Row) => HTMLElement | null}} [options] `tools`: what stands at the end of a line
   */
  constructor({ list, live, earlier }, { time = clock, tools = () => null } = {}) {
    this.list = list;
    this.live = live;
    this.earlier = earlier;
    this.time = time;
    this.tools = tools;
    this.limit = PAGE;
    /** @type {Record<string, Line>} */
    this.lines = {};
    /** @type {Captions["gaps"]} */
    this.gaps = {};
    this.view = "";
    this.drawnLimit = 0;
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, {line: Line | GapEvent, isFirst: boolean, element: HTMLElement}>} */
    this.drawn = new Map();
  }

  /** Earlier lines, too. */
  more() {
    this.limit += PAGE;
  }

  /** @param {Captions} state @returns {number} lines that were not there before */
  draw(state) {
    this.drawLive(tentatives(state));
    if (state.lines === this.lines && state.gaps === this.gaps && state.view === this.view && this.limit === this.drawnLimit) return 0;
    const isFresh = state.view !== this.view;
    if (isFresh) {
      this.drawn.clear();
      this.limit = PAGE;
      this.list.replaceChildren();
    }
    Object.assign(this, { lines: state.lines, gaps: state.gaps, view: state.view, drawnLimit: this.limit });
    this.rows = rows(state);
    const shown = this.rows.slice(-this.limit);
    const since = this.rows.length > this.limit ? shown[0].startMs : 0;
    const gaps = Object.values(state.gaps).filter((each) => each.start_ms >= since);
    return this.drawRows([...shown, ...gaps].sort((a, b) => startOf(a) - startOf(b)), state);
  }

  /** @param {(Row | GapEvent)[]} shown @param {Captions} state */
  drawRows(shown, state) {
    let added = 0;
    let place = this.list.firstElementChild;
    let before = "";
    const kept = new Set();
    for (const each of shown) {
      const isGap = !("seg" in each);
      const seg = isGap ? `gap ${each.seq}` : each.seg;
      const line = isGap ? each : state.lines[seg];
      const who = isGap ? "" : `${each.delegation}|${each.speaker}`;
      const isFirst = who !== before;
      before = who;
      kept.add(seg);
      const known = this.drawn.get(seg);
      if (known && known.line === line && known.isFirst === isFirst) {
        if (known.element === place) place = place.nextElementSibling;
        else this.list.insertBefore(known.element, place);
        continue;
      }
      const element = isGap ? gap(each) : this.element(each, isFirst);
      if (known?.element === place) place = known?.element.nextElementSibling ?? null;
      if (known) known.element.remove();
      else added += 1;
      this.list.insertBefore(element, place);
      this.drawn.set(seg, { line, isFirst, element });
    }
    for (const [seg, { element }] of this.drawn) {
      if (kept.has(seg)) continue;
      element.remove();
      this.drawn.delete(seg);
    }
    if (this.earlier) this.earlier.hidden = this.rows.length <= this.limit;
    return added;
  }

  /** @param {Row} each @param {boolean} isFirst of what this speaker says in one go */
  element(each, isFirst) {
    return h("p", { class: `line ${each.kind}`, lang: each.lang, dir: direction(each.lang), "data-seg": each.seg },
      isFirst && speaker(each.speaker, each.delegation, this.time(each.startMs)), h("span", { class: "said" }, ...written(each.text, each.lang)), marks(each), this.tools(each));
  }

  /** @param {TentativeEvent[]} all */
  drawLive(all) {
    const last = this.rows.at(-1);
    this.live.replaceChildren(...all.map((words) => {
      const isFirst = all.length > 1 || words.speaker !== (last?.speaker || null);
      return h("p", { class: "line underway", lang: words.lang, dir: direction(words.lang) }, isFirst && speaker(words.speaker ?? "", words.delegation ?? "", ""),
        h("span", { class: "committed" }, ...written(words.committed, words.lang)), words.committed && words.text ? joint(words.lang) : "", h("span", { class: "tentative" }, ...written(words.text, words.lang)));
    }));
  }
}

/** @param {Row | GapEvent} each */
const startOf = (each) => ("seg" in each ? each.startMs : each.start_ms);

/** Where audio was lost, in words. @param {GapEvent} each */
function gap(each) {
  return h("p", { class: "line gap", lang: boot.ui, "data-gap": each.seq }, t("minutes.lost_audio", { seconds: lostSeconds(each) }));
}

/** @param {string} name @param {string} code @param {string} time */
function speaker(name, code, time) {
  if (!name && !time) return null;
  return h("span", { class: "who", lang: boot.ui, dir: "auto" }, h("span", { class: "who-name" }, name || t("viewer.nobody")), code && name !== code && h("span", { class: "who-code" }, code), time && h("span", { class: "when num" }, time));
}

/** Doubts of a translation in the reader's words; that it is rough is said already. @param {string} note */
const doubts = (note) => (noteKeys(note) ?? []).filter((key) => key !== "note.rough").map((key) => t(key));

/** What a reader must know of a line, in small words after it. @param {Row} each */
function marks(each) {
  const said = [
    each.kind === "waiting" && t("viewer.translating"),
    each.kind === "failed" && t("viewer.original"),
    each.isRough && t("viewer.rough"),
    each.isByPerson && t("viewer.person"),
    each.isCorrected && t("viewer.corrected"),
    ...(each.kind === "translated" ? doubts(each.note) : [each.kind === "failed" && each.note]),
  ].filter((mark) => mark !== false && mark !== "");
  return said.length ? h("span", { class: "note", lang: boot.ui }, " ", said.join(" · ")) : null;
}

