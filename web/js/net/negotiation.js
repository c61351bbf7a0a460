// All that a desk shows of a statement: each subject read by its own call, kept new as the statement changes. Knows no element of the page.
import { received as amended, rested } from "../state/amendments.js";
import { isHeldBack } from "../state/matters.js";
import { taken } from "../state/positions.js";
import * as reduce from "../state/statement.js";
import { ahead } from "../state/silence.js";
import { ApiError, get } from "./api.js";
import { Following } from "./statement.js";

/** @import {Amendment, Brackets, Explanation, LanguageVersions, Position, Positions, Revision, Silences, Stances, Statement, ToldParagraph, Zero} from "../types" */
/** A delegation let a bracket go. @typedef {{delegation: string, bracket: string, is_closed: boolean, how: string}} Lifted */
/** @typedef {"text" | "amendments" | "positions" | "silence" | "revisions" | "explanations" | "stances" | "zero" | "languages" | "brackets"} Subject */
/**
 * @typedef {object} Read what each subject's call said; null: not read, or this server has no such call
 * @property {Amendment[]} amendments
 * @property {Positions | null} positions
 * @property {Silences | null} silence
 * @property {Revision[]} revisions
 * @property {Explanation[]} explanations
 * @property {Stances | null} stances
 * @property {Zero | null} zero
 * @property {LanguageVersions | null} languages
 * @property {Brackets | null} brackets
 */

/** What else a change may have touched. @type {Record<string, Subject[]>} */
const TOUCHED = {
  text: ["text", "amendments", "positions", "brackets"], amendments: ["amendments"], positions: ["positions"], silence: ["silence", "positions"], revisions: ["revisions", "text"],
  zero: ["text", "zero"], languages: ["languages"], parties: ["text", "positions", "silence"], commitments: [], signing: ["text"],
};
/** Changes of one subject that come in a row are read together. */
const PAUSE_MS = 120;
/** About so long after the last position the counts are read; not by all pages in the same moment. */
const COUNT_MS = 900;
/** The same for what goes with a paragraph that was told. */
const SETTLE_MS = 500;

export class Negotiation {
  /** @param {Statement} statement @param {Subject[]} subjects that the page shows @param {{onChange: (subjects: Subject[]) => void, onStatus: (status: "live" | "away" | "closed") => void, onTrouble: (error: unknown) => void, onShown?: (paragraph: string) => void, onLifted?: (told: Lifted, paragraph: string) => void}} listener */
  constructor(statement, subjects, listener) {
    this.base = `/api/statements/${statement.id}`;
    this.listener = listener;
    /** @type {Set<Subject>} */
    this.subjects = new Set(subjects);
    this.state = reduce.empty(statement);
    /** @type {Read} */
    this.read = { amendments: [], positions: null, silence: null, revisions: [], explanations: [], stances: null, zero: null, languages: null, brackets: null };
    /** How far the server's clock is ahead of this one, in milliseconds. */
    this.aheadMs = 0;
    this.counting = 0;
    this.settling = 0;
    /** Subjects that are being read, and whether they changed again meanwhile. @type {Map<Subject, boolean>} */
    this.reading = new Map();
    this.following = new Following(statement.id, { rev: statement.rev, onChange: (about, item) => this.told(about, item), onStatus: listener.onStatus, onShown: listener.onShown });
  }

  start() {
    this.following.start();
    this.fetch([...this.subjects].filter((each) => each !== "text"));
  }

  get statement() {
    return this.state.statement;
  }

  now() {
    return Date.now() + this.aheadMs;
  }

  /** @param {reduce.State} state */
  become(state) {
    this.state = state;
    this.listener.onChange(["text"]);
  }

  /** The server's newer statement. @param {Statement} told */
  received(told) {
    this.become(reduce.received(this.state, told));
  }

  /** An amendment as it is now. @param {Amendment} told */
  amended(told) {
    this.read = { ...this.read, amendments: amended(this.read.amendments, told) };
    this.listener.onChange(["amendments"]);
  }

  /** A paragraph that is told is seen at once; its evidence and what the amendments to it say now are read after it. @param {ToldParagraph} told */
  reworded(told) {
    this.read = { ...this.read, amendments: rested(this.read.amendments, told) };
    this.become(reduce.reworded(this.state, told));
    clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.fetch(this.touched("text")), SETTLE_MS * (0.5 + Math.random()));
  }

  /** A delegation's word is seen at once; all is counted anew when no more come. @param {Position} position */
  taken(position) {
    if (!this.read.positions) return;
    this.read = { ...this.read, positions: taken(this.read.positions, position) };
    this.listener.onChange(["positions"]);
    this.count(isHeldBack(this.statement, position.delegation) ? ["positions", "text"] : ["positions"]);
  }

  /** What was counted, and what stands in the way, is read when no more changes come. @param {Subject[]} [names] */
  count(names = ["positions"]) {
    clearTimeout(this.counting);
    this.counting = window.setTimeout(() => this.fetch(names.filter((each) => this.subjects.has(each))), COUNT_MS * (0.5 + Math.random()));
  }

  /** @param {string} about @param {any} item */
  told(about, item) {
    if (about === "amendments" && item?.id && item.pieces) {
      this.amended(item);
      this.count();
    }
    else if (about === "text" && item?.id && item.sha256) {
      this.reworded(item);
      if (item.lifted) this.listener.onLifted?.(item.lifted, item.id);
    }
    else if (about === "positions" && item?.delegation && this.read.positions) this.taken(item);
    else this.fetch(this.touched(about));
  }

  /** What a change may have touched of what the page shows; new words end what silence agreed to. @param {string} about @returns {Subject[]} */
  touched(about) {
    const all = TOUCHED[about] ?? [...this.subjects];
    return (about === "text" && this.read.silence?.current ? [...all, /** @type {const} */ ("silence")] : all).filter((each) => this.subjects.has(each));
  }

  /** Reads subjects anew; who asks while one is being read gets what comes after. @param {Subject[]} names */
  async fetch(names) {
    await Promise.all(names.map((each) => this.fetchOne(each)));
  }

  /** @param {Subject} name */
  async fetchOne(name) {
    if (this.reading.has(name)) {
      this.reading.set(name, true);
      return;
    }
    this.reading.set(name, false);
    try {
      const asked = Date.now();
      const told = await get(name === "text" ? this.base : `${this.base}/${name}`);
      this.take(name, told, asked);
    } catch (error) {
      if (!(error instanceof ApiError && [404, 405].includes(error.status))) this.listener.onTrouble(error);
    }
    const again = this.reading.get(name);
    this.reading.delete(name);
    if (again) setTimeout(() => this.fetchOne(name), PAUSE_MS);
  }

  /** @param {Subject} name @param {any} told @param {number} asked */
  take(name, told, asked) {
    if (name === "text") {
      this.received(told);
      return;
    }
    if (typeof told?.now === "number") this.aheadMs = ahead(asked, Date.now(), told.now);
    const value = ["amendments", "revisions", "explanations"].includes(name) ? (told[name] ?? []) : told;
    this.read = { ...this.read, [name]: value };
    this.listener.onChange([name]);
  }
}
