// The lines of the minutes on the page: what they are, which of them are shown, and how each is drawn.
import { t } from "../i18n.js";
import * as minutes from "../state/minutes.js";
import { refresh } from "../ui/cells.js";
import { markFound } from "../ui/found.js";
import { h, part, setText } from "../ui/dom.js";
import { hasRepairs, gapRow, readersTools, repairsCell, retractionCell, segmentRow, textCell, toolsCell, whoCell } from "../ui/segment.js";
import { told } from "../ui/told.js";
import { Windowed } from "../ui/windowed.js";

/** @import {Gap, Segment, Session} from "../types" */
/** @import {Word} from "../state/spoken.js" */
/** @import {Editing} from "./editing.js" */
/** @import {Translating} from "./translating.js" */
/** @import {Words} from "../net/words.js" */

/** What stands beside a line as an offer: `sign` is everything that it shows, null for nothing. @typedef {{sign: (line: Segment) => unknown, made: (line: Segment) => HTMLElement | null}} Aside */
/** A guess at a row's height in pixels: so much for each row of text of so many letters, and for what is around it. */
const GUESS = { line: 26, letters: 60, around: 78, close: 42 };

export class Ledger {
  /** @param {Session} session @param {boolean} canEdit @param {string} lang */
  constructor(session, canEdit, lang) {
    this.session = session;
    this.canEdit = canEdit;
    this.state = minutes.empty(lang);
    this.hasRead = false;
    /** @type {Editing | null} */
    this.editing = null;
    /** @type {Translating | null} */
    this.translating = null;
    /** @type {Words | null} */
    this.words = null;
    /** Offers beside the lines. @type {Map<string, Aside>} */
    this.asides = new Map();
    /** The line and word that are heard. */
    this.spoken = { line: "", word: -1, isPlaying: false };
    /** @type {() => void} */
    this.onChange = () => {};
    /** Which lines are in the page. @type {(lines: Segment[]) => void} */
    this.onDraw = () => {};
    this.isWaiting = false;
    this.box = part("rows");
    /** @type {Windowed<Segment | Gap>} */
    this.list = new Windowed(this.box, {
      key: idOf,
      height: (item) => (minutes.isGap(item) ? 48 : (this.goesOn(item) ? GUESS.close : GUESS.around) + GUESS.line * Math.ceil(item.text.length / GUESS.letters)),
      make: (item) => (minutes.isGap(item) ? gapRow(item) : segmentRow(item)),
      update: (row, item) => { if (!minutes.isGap(item)) this.drawLine(row, item); },
      onDraw: (items) => this.drawn(linesOf(items)),
    });
  }

  /** @param {minutes.Minutes} next */
  become(next) {
    this.state = next;
    this.draw();
  }

  /** The list anew, and what is said about it. */
  draw() {
    const lines = minutes.shown(this.state);
    this.box.classList.toggle("single", !this.state.lang);
    const isEmpty = this.hasRead && !lines.length;
    part("empty").hidden = !isEmpty;
    setText(part("empty"), t(this.state.segments.length ? "minutes.none_found" : "minutes.none"));
    setText(part("count"), this.hasRead ? t("minutes.count", { shown: lines.length, all: this.state.segments.length }) : "");
    this.list.show(minutes.ledger(this.state));
    this.onChange();
  }

  /** The rows in the page, once for each picture. */
  redraw() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.list.draw();
    });
  }

  /** @param {Segment[]} lines that are in the page */
  drawn(lines) {
    markFound(this.box, this.state.filter.words);
    if (this.list?.isWhole) return; // on paper there is no time to fetch anything more
    this.words?.want(lines);
    this.onDraw(lines);
  }

  /** The lines that are shown, in order. */
  lines() {
    return linesOf(this.list.items);
  }

  /** @param {string} id @returns {Segment | undefined} */
  line(id) {
    return this.state.segments.find((each) => each.id === id);
  }

  /** A line's text as it stands now. @param {Segment} line */
  text(line) {
    return this.editing?.text(line) ?? line.text;
  }

  /** Its words as they lie in that text. @param {Segment} line @returns {Word[]} */
  wordsOf(line) {
    return this.words?.of(line, this.text(line)) ?? [];
  }

  /** Whether the same speaker goes on in the same language right behind the line above: the name is not said again. @param {Segment} line */
  goesOn(line) {
    const above = this.list.items[(this.list.places.get(line.id) ?? 0) - 1];
    return above !== undefined && !minutes.isGap(above) && above.speaker === line.speaker && above.delegation === line.delegation && above.lang === line.lang;
  }

  /** The line in which the focus is, or "". */
  focused() {
    const row = document.activeElement?.closest("[data-segment]");
    return row instanceof HTMLElement ? (row.dataset.segment ?? "") : "";
  }

  /** Scrolls to a line and puts the focus into it. @param {string} id @param {string} [what] the part with this `data-focus` */
  async focusLine(id, what = "text") {
    const row = await this.list.to(id);
    const target = row?.querySelector(`[data-focus="${what}"]`) ?? row?.querySelector('[data-focus="text"]');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  /** Scrolls to a line and puts the focus on one of its words. @param {string} id @param {number} place */
  async focusWord(id, place) {
    const row = await this.list.to(id);
    const word = row?.querySelector(`[data-word="${place}"]`);
    if (!(word instanceof HTMLElement)) return this.focusLine(id);
    word.tabIndex = -1;
    word.focus({ preventScroll: true });
  }

  /** Marks the word that is heard. @param {string} line @param {number} word @param {boolean} isPlaying */
  hear(line, word, isPlaying) {
    const before = this.spoken;
    if (before.line === line && before.word === word && before.isPlaying === isPlaying) return;
    this.spoken = { line, word, isPlaying };
    if (before.line !== line || before.isPlaying !== isPlaying) this.redraw();
    this.markSpoken();
  }

  markSpoken() {
    for (const each of this.box.querySelectorAll(".word.spoken")) each.classList.remove("spoken");
    const { line, word } = this.spoken;
    const found = this.line(line);
    if (found && this.editing?.line === line) this.editing.editor?.mark(this.wordsOf(found), word);
    else this.list.row(line)?.querySelector(`[data-word="${word}"]`)?.classList.add("spoken");
  }

  /** @param {HTMLElement} row @param {Segment} each */
  drawLine(row, each) {
    const { state, session } = this;
    const isRetracted = each.status === "retracted";
    const canEdit = this.canEdit && !isRetracted;
    const isInWork = this.editing?.line === each.id;
    const isPlaying = this.spoken.isPlaying && this.spoken.line === each.id;
    const colleagues = this.editing?.places.get(each.id) ?? [];
    row.className = ["segment", each.status, this.goesOn(each) && "goes-on", isInWork && "in-work", isPlaying && "playing", ...colleagues.map((person) => `person-${person.colour} others`)].filter(Boolean).join(" ");
    refresh(row, [
      { name: "who", sign: [each.speaker, each.start_ms, each.lang, each.checked, isPlaying, colleagues, canEdit], make: () => whoCell(each, { session, canEdit: this.canEdit, isPlaying, colleagues }) },
      { name: "said", sign: 0, make: () => h("div", { class: "said" }) },
      ...(state.lang ? [{ name: "told", sign: [state.lang, each.translations[state.lang], each.lang, canEdit, this.translating?.sign(each)], make: () => h("div", { class: "told" }, this.translating?.made(each) ?? told(each, state.lang, canEdit)) }] : []),
    ]);
    this.drawSaid(/** @type {HTMLElement} */ (row.children[1]), each, { canEdit, isInWork });
  }

  /** @param {HTMLElement} cell @param {Segment} each @param {{canEdit: boolean, isInWork: boolean}} how */
  drawSaid(cell, each, { canEdit, isInWork }) {
    const text = this.text(each);
    const editor = isInWork ? this.editing?.editor : null;
    const versions = each.versions_count ?? each.versions?.length ?? 1;
    /** @type {import("../ui/cells.js").Cell[]} */
    const cells = [
      editor ? { name: "text", sign: `in work ${each.id}`, make: () => editor.element }
        : { name: "text", sign: [text, each.lang, each.status, this.words?.sign(each.id), canEdit], make: () => textCell(each, text, this.wordsOf(each), this.canEdit) },
    ];
    if (canEdit) cells.push({ name: "tools", sign: [each.checked, versions, isInWork], make: () => toolsCell(each, { versions, isInWork }) });
    else if (versions > 1) cells.push({ name: "tools", sign: [versions], make: () => readersTools(versions) });
    const held = this.editing?.held.get(each.id);
    if (held) cells.push({ name: "held", sign: held, make: () => h("p", { class: "notice warn small" }, t("minutes.held_back"), " ", held) });
    if (each.status === "retracted") cells.push({ name: "retracted", sign: [each.by, each.why], make: () => retractionCell(each) });
    if (hasRepairs(each)) cells.push({ name: "repairs", sign: [each.repairs, each.text, each.heard], make: () => repairsCell(each) });
    for (const [name, aside] of canEdit ? this.asides : []) {
      const sign = aside.sign(each);
      if (sign !== null && sign !== undefined) cells.push({ name, sign, make: () => aside.made(each) ?? h("div") });
    }
    refresh(cell, cells);
    if (this.spoken.line === each.id && !isInWork) cell.querySelector(`[data-word="${this.spoken.word}"]`)?.classList.add("spoken");
  }
}

/** @param {(Segment | Gap)[]} items */
const linesOf = (items) => /** @type {Segment[]} */ (items.filter((item) => !minutes.isGap(item)));

/** @param {Segment | Gap} item */
const idOf = (item) => (minutes.isGap(item) ? `gap-${item.seq}` : item.id);
