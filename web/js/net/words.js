// The words of lines with their times, asked for what is on the screen and kept by version.
import { doubted, fitted } from "../state/spoken.js";
import { ApiError, get } from "./api.js";

/** @import {Segment} from "../types" */
/** @import {Word} from "../state/spoken.js" */

/** @typedef {{rev: number, text: string, words: Word[], turn: number}} Known */

/** While one scrolls nothing is asked. */
const PAUSE_MS = 120;
/** So many lines in one call. */
const MOST = 60;

export class Words {
  /** @param {string} base the session's address @param {() => void} onCame draw the lines again */
  constructor(base, onCame) {
    this.base = base;
    this.onCame = onCame;
    /** @type {Map<string, Known>} */
    this.known = new Map();
    /** Asked for or on the way: line and version. @type {Set<string>} */
    this.asked = new Set();
    /** @type {Map<string, Segment>} */
    this.wanted = new Map();
    this.turns = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
  }

  /** The words of a line as they lie in a text that grew out of it; none while they aren't there. @param {Segment} line @param {string} text @returns {Word[]} */
  of(line, text) {
    const known = this.known.get(line.id);
    return known ? fitted(known.words, known.text, text) : [];
  }

  /** Changes when the words of a line do. @param {string} line */
  sign(line) {
    return this.known.get(line)?.turn ?? 0;
  }

  /** These lines are on the screen. @param {Segment[]} lines */
  want(lines) {
    this.wanted = new Map(lines.filter((each) => this.isMissing(each)).map((each) => [each.id, each]));
    clearTimeout(this.soon);
    if (this.wanted.size) this.soon = setTimeout(() => this.ask([...this.wanted.values()]), PAUSE_MS);
  }

  /** @param {Segment} line */
  isMissing(line) {
    return this.known.get(line.id)?.rev !== line.rev && !this.asked.has(`${line.id} ${line.rev}`);
  }

  /** The words of one line, asked for if they aren't there; a failure brings none. @param {Segment} line */
  async now(line) {
    if (this.isMissing(line)) await this.ask([line]);
    return this.of(line, line.text);
  }

  /** Those of a line have changed without a new version (a word was accepted). @param {string} line */
  forget(line) {
    const known = this.known.get(line);
    if (known) known.rev = 0;
    for (const each of this.asked) if (each.startsWith(`${line} `)) this.asked.delete(each);
  }

  /** @param {Segment[]} lines */
  async ask(lines) {
    for (let from = 0; from < lines.length; from += MOST) await this.askFor(lines.slice(from, from + MOST));
  }

  /** @param {Segment[]} lines */
  async askFor(lines) {
    const names = lines.map((each) => `${each.id} ${each.rev}`);
    for (const each of names) this.asked.add(each);
    try {
      const told = await get(`${this.base}/words?segments=${lines.map((each) => encodeURIComponent(each.id)).join(",")}`);
      for (const line of lines) {
        const its = told.words[line.id];
        if (its?.rev === line.rev) this.known.set(line.id, { rev: its.rev, text: line.text, words: doubted(its.words, told.doubt), turn: ++this.turns });
      }
      this.onCame();
    } catch (error) {
      // Without them the text is read as it is. Who may not have them asks once; after another failure they are asked for when the line comes into sight again.
      if (!(error instanceof ApiError) || error.status !== 403) for (const each of names) this.asked.delete(each);
    }
  }
}
