// Draws the captions of a view as running text. What did not change is not touched, so that the reader's place, selection and
// screen reader are left alone.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { covered, hand, rows, tentatives } from "../state/captions.js";
import { flow, parted, withLive } from "../state/flow.js";
import { lostSeconds } from "../state/minutes.js";
import { noteKeys } from "../state/notes.js";
import { clock, h } from "./dom.js";
import { Running } from "./running.js";
import { direction, written } from "./scripts.js";

/** @import {GapEvent} from "../types" */
/** @import {Captions, Line, Row} from "../state/captions.js" */
/** @import {Breaks, Paragraph, Way} from "../state/flow.js" */
/** @typedef {{paragraph: Paragraph, isLed: boolean, marks: string, element: HTMLElement, note: HTMLElement | null, running: Running | null}} Drawn */

/** Lines that are drawn at first, and more at each wish for earlier ones. */
const PAGE = 200;
/** So many new lines a screen reader finds at most. */
const READ_OUT = 5;

export class CaptionList {
  /**
   * @param {{list: HTMLElement, live?: HTMLElement, earlier?: HTMLElement, aloud?: HTMLElement}} parts `list`: the text; `live`: originals that
   *   wait for their translation; `aloud`: where screen readers find what is new
   * @param {{time?: (ms: number) => string, tools?: (row: Row) => HTMLElement | null, isFlowing?: boolean, page?: number}} [options] `tools`: what
   *   stands at the end of a line that does not flow
   */
  constructor({ list, live, earlier, aloud }, { time = clock, tools = () => null, isFlowing = true, page = PAGE } = {}) {
    this.list = list;
    this.live = live;
    this.earlier = earlier;
    this.aloud = aloud;
    this.time = time;
    this.tools = tools;
    this.page = this.limit = page;
    /** @type {Way} */
    this.way = { isFlowing, isFinalOnly: false, isTranslating: true, view: "" };
    /** @type {Row[]} */
    this.rows = [];
    this.erased = 0;
    this.on = blank();
  }

  /** Earlier lines, too. */
  more() {
    this.limit += this.page;
  }

  /** @param {string} view a new screen */
  fresh(view) {
    this.way = { ...this.way, view };
    this.limit = this.page;
    this.on = blank();
    this.list.replaceChildren();
    this.live?.replaceChildren();
    this.aloud?.replaceChildren();
  }

  /**
   * @param {Captions} state @param {{isFinalOnly?: boolean, isHeld?: boolean}} [wish] `isHeld`: the reader looks at what was, so that nothing goes at the top
   * @returns {number} lines that were not there before
   */
  draw(state, { isFinalOnly = false, isHeld = false } = {}) {
    const isTranslating = state.supply.workers?.translate !== "away" || hand(state) === "interpreter";
    const isNew = state.view !== this.way.view || isFinalOnly !== this.way.isFinalOnly;
    if (isNew) this.fresh(state.view);
    const isOther = isTranslating !== this.way.isTranslating;
    this.way = { ...this.way, isFinalOnly, isTranslating };
    let added = 0;
    // The log comes in parts: nobody could follow what they do to the page, so it waits for the last.
    const isReady = state.isRead || this.on.isSeen;
    if (isReady && (isOther || state.lines !== this.on.lines || state.gaps !== this.on.gaps)) added = this.settle(state);
    this.compose(state, isHeld);
    if (isReady) this.on.isSeen = true;
    return added;
  }

  /** @param {Captions} state */
  settle(state) {
    const { on } = this;
    Object.assign(on, { lines: state.lines, gaps: state.gaps });
    this.rows = rows(state, on.rows);
    const { text, pending } = parted(this.rows, this.way);
    const gaps = Object.values(state.gaps);
    const items = gaps.length ? [...text, ...gaps].sort((a, b) => startOf(a) - startOf(b)) : text;
    const { breaks, paragraphs } = flow(this.on.breaks, items, this.way);
    Object.assign(on, { breaks, settled: paragraphs, pending });
    const fresh = text.filter((each) => !this.on.known.has(each.seg));
    for (const each of fresh) this.on.known.add(each.seg);
    if (this.on.isSeen) this.say(fresh);
    return fresh.length;
  }

  /** The text with what is under way, on the page. @param {Captions} state @param {boolean} isHeld */
  compose(state, isHeld) {
    const live = this.way.isFinalOnly ? [] : tentatives(state);
    const isHere = (/** @type {{lang: string}} */ each) => this.way.view === "floor" || each.lang === this.way.view;
    const here = withLive(this.on.breaks, this.on.settled, live.filter(isHere), this.way);
    this.on.breaks = here.breaks;
    this.on.drawn = this.place(this.list, this.on.drawn, this.windowed(here.paragraphs, isHeld), false);
    const isTranslated = covered(state);
    this.on.open = this.on.pending.filter((each) => this.way.isFinalOnly || !isTranslated.has(each.seg));
    if (this.live) this.on.drawnLive = this.place(this.live, this.on.drawnLive, this.waiting(live.filter((each) => !isHere(each)), here.paragraphs.at(-1)), true);
    if (this.earlier) this.earlier.hidden = this.on.settled.length === 0 || this.on.first === this.on.settled[0].key;
  }

  /** Originals that wait for their translation, with the words under way behind them. @param {import("../state/captions.js").Underway[]} live @param {Paragraph | undefined} last */
  waiting(live, last) {
    const pending = this.way.isFinalOnly ? [] : this.on.open;
    const settled = flow({}, pending, { ...this.way, isFlowing: true }).paragraphs;
    const { paragraphs } = withLive({}, settled, live, { ...this.way, isFlowing: true });
    const [first, ...others] = paragraphs;
    return first ? [{ ...first, key: "waiting", isTurn: first.speaker !== last?.speaker }, ...others] : [];
  }

  /** The last paragraphs; while the reader is held, from where it began. @param {Paragraph[]} all @param {boolean} isHeld @returns {Paragraph[]} */
  windowed(all, isHeld) {
    const held = isHeld ? all.findIndex((each) => each.key === this.on.first) : -1;
    let from = all.length;
    for (let lines = 0; from > 0 && lines < this.limit; ) lines += Math.max(1, all[--from].pieces.length);
    if (held >= 0) from = Math.min(from, held);
    this.on.first = all[from]?.key ?? "";
    return from ? all.slice(from) : all;
  }

  /** @param {HTMLElement} box @param {Map<string, Drawn>} before @param {Paragraph[]} wanted @param {boolean} isBelow @returns {Map<string, Drawn>} */
  place(box, before, wanted, isBelow) {
    const now = new Map();
    let at = box.firstElementChild;
    wanted.forEach((paragraph, index) => {
      const isLed = paragraph.isTurn || (index === 0 && !isBelow);
      const drawn = this.drawParagraph(before.get(paragraph.key), paragraph, isLed, isBelow);
      now.set(paragraph.key, drawn);
      if (drawn.element === at) at = at.nextElementSibling;
      else box.insertBefore(drawn.element, at);
    });
    for (const [key, drawn] of before) if (now.get(key)?.element !== drawn.element) drawn.element.remove();
    return now;
  }

  /** @param {Drawn | undefined} known @param {Paragraph} paragraph @param {boolean} isLed by its speaker's name @param {boolean} isBelow @returns {Drawn} */
  drawParagraph(known, paragraph, isLed, isBelow) {
    if (known && known.paragraph === paragraph && known.isLed === isLed) return known;
    const marks = paragraph.gap ? "" : marksOf(paragraph, isBelow);
    const isSame = known && known.isLed === isLed && known.paragraph.lang === paragraph.lang && known.paragraph.speaker === paragraph.speaker && known.paragraph.delegation === paragraph.delegation;
    const drawn = isSame ? known : this.makeParagraph(paragraph, isLed, isBelow);
    if (drawn.running) {
      const erased = drawn.running.show(paragraph.pieces, this.on.isSeen);
      if (!isBelow) this.erased += erased;
      if (marks !== drawn.marks && drawn.note) drawn.note.textContent = marks && ` ${marks}`;
    }
    drawn.element.className = classOf(paragraph, isBelow);
    return Object.assign(drawn, { paragraph, marks });
  }

  /** @param {Paragraph} paragraph @param {boolean} isLed @param {boolean} isBelow @returns {Drawn} */
  makeParagraph(paragraph, isLed, isBelow) {
    if (paragraph.gap) return { paragraph, isLed, marks: "", element: gap(paragraph.gap), note: null, running: null };
    const { speaker, delegation, lang, startMs, pieces } = paragraph;
    const [running, note, row] = [new Running(lang), h("span", { class: "note", lang: boot.ui }), pieces[0].row];
    const element = h("p", { class: "line", lang, dir: direction(lang) }, isLed && who(speaker, delegation, isBelow ? "" : this.time(startMs)), running.element, note, !this.way.isFlowing && row && this.tools(row));
    return { paragraph, isLed, marks: "", element, note, running };
  }

  /** Final text once for screen readers, apart from the text that changes. @param {Row[]} fresh */
  say(fresh) {
    if (!this.aloud || !fresh.length) return;
    this.aloud.append(...fresh.slice(-READ_OUT).map((each) => h("p", { lang: each.lang, dir: direction(each.lang) }, ...written(each.text, each.lang))));
    while (this.aloud.childElementCount > READ_OUT) this.aloud.firstElementChild?.remove();
  }

  /** When the oldest line was said that waits for its translation and has none under way, in session time; 0 for none. */
  get waitsSince() {
    return this.on.open[0]?.endMs ?? 0;
  }

  /** Words that vanished or changed by the words that stand (normalised erasure). */
  get erasure() {
    const words = this.rows.reduce((sum, each) => sum + each.text.split(/\s+/).length, 0);
    return words ? this.erased / words : 0;
  }
}

/** What is known of one screen. */
function blank() {
  return {
    /** @type {Breaks} */ breaks: {},
    /** @type {WeakMap<Line, Row | null>} */ rows: new WeakMap(),
    /** @type {Captions["lines"] | null} */ lines: null,
    /** @type {Captions["gaps"] | null} */ gaps: null,
    /** @type {Paragraph[]} */ settled: [],
    /** @type {Row[]} */ pending: [],
    /** Of these, those without a translation under way. @type {Row[]} */ open: [],
    /** The first paragraph on the page. */ first: "",
    /** @type {Set<string>} */ known: new Set(),
    /** @type {Map<string, Drawn>} */ drawn: new Map(),
    /** @type {Map<string, Drawn>} */ drawnLive: new Map(),
    isSeen: false,
  };
}

/** @param {Row | GapEvent} each */
const startOf = (each) => ("seg" in each ? each.startMs : each.start_ms);

/** Where audio was lost, in words. @param {GapEvent} each */
function gap(each) {
  return h("p", { class: "line gap", lang: boot.ui, "data-gap": each.seq }, t("minutes.lost_audio", { seconds: lostSeconds(each) }));
}

/** @param {Paragraph} paragraph @param {boolean} isBelow */
function classOf(paragraph, isBelow) {
  if (paragraph.gap) return "line gap";
  const kind = paragraph.pieces.at(-1)?.row?.kind;
  return isBelow ? "line underway" : kind ? `line ${kind}` : "line";
}

/** @param {string} name @param {string} code @param {string} time */
function who(name, code, time) {
  if (!name && !time) return null;
  return h("span", { class: "who", lang: boot.ui, dir: "auto" }, h("span", { class: "who-name" }, name || t("viewer.nobody")), code && name !== code && h("span", { class: "who-code" }, code), time && h("span", { class: "when num" }, time));
}

/** Doubts of a translation in the reader's words; that it is rough is said already. @param {string} note */
const doubts = (note) => (noteKeys(note) ?? []).filter((key) => key !== "note.rough").map((key) => t(key));

/** What a reader must know of a paragraph, once, in small words after it. @param {Paragraph} paragraph @param {boolean} isBelow */
function marksOf({ pieces }, isBelow) {
  const said = pieces.flatMap(({ row }) => (row ? marks(row) : []));
  return [...new Set(isBelow ? said.slice(-1) : said)].join(" · ");
}

/** @param {Row} each @returns {string[]} */
function marks(each) {
  const said = [
    (each.kind === "waiting" || each.isRenewed) && t("viewer.translating"),
    each.kind === "failed" && t("viewer.original"),
    each.isRough && t("viewer.rough"),
    each.isByPerson && t("viewer.person"),
    each.isInterpreted && t("viewer.interpreter"),
    each.isCorrected && t("viewer.corrected"),
    ...(each.kind === "translated" ? doubts(each.note) : [each.kind === "failed" && each.note]),
  ];
  return said.filter((mark) => typeof mark === "string" && mark !== "").map(String);
}
