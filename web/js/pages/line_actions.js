// What can be done with a line beside writing: check it, accept a word, name the speaker, split, join, look at its versions.
import { t } from "../i18n.js";
import { ApiError, get, post, remove } from "../net/api.js";
import * as minutes from "../state/minutes.js";
import { wordUnder } from "../state/spoken.js";
import { attempt, toast } from "../ui/dom.js";
import { chooseSpeaker } from "../ui/speaker_chooser.js";
import { showVersions } from "../ui/versions.js";

/** @import {Segment} from "../types" */
/** @import {Ledger} from "./ledger.js" */

/** How long a text that is being written may take to become a version. */
const SETTLE_MS = 250;
const SETTLE_TRIES = 16;

export class LineActions {
  /** @param {string} base the session's address @param {Ledger} ledger */
  constructor(base, ledger) {
    this.base = base;
    this.ledger = ledger;
    /** Lines that wait for an answer. @type {Set<string>} */
    this.busy = new Set();
  }

  /** Somebody listened: the line is right as it stands. @param {Segment} line */
  async check(line) {
    return Boolean(line.checked) || this.change(line, (rev) => post(this.address(line, "check"), { rev }));
  }

  /** It was found right too soon. @param {Segment} line */
  async uncheck(line) {
    const done = await this.change(line, (rev) => remove(this.address(line, "check"), { rev }));
    this.ledger.words?.forget(line.id);
    this.ledger.redraw();
    return done;
  }

  /** A doubtful word is right as it is. @param {Segment} line @param {number} word its place among the words */
  async accept(line, word) {
    const heard = this.ledger.wordsOf(line)[word]?.[5];
    if (heard === null || heard === undefined) return false;
    const done = await this.change(line, (rev) => post(this.address(line, "check"), { rev, word: heard }));
    this.ledger.words?.forget(line.id);
    this.ledger.redraw();
    return done;
  }

  /** @param {Segment} line */
  async speaker(line) {
    const named = new Map(this.ledger.state.segments.filter((each) => each.speaker).map((each) => [`${each.speaker} ${each.delegation ?? ""}`, { speaker: /** @type {string} */ (each.speaker), delegation: each.delegation }]));
    const spoken = new Set([...named.values()].map((each) => each.delegation));
    const others = this.ledger.session.delegations.filter((each) => !spoken.has(each.code)).map((each) => ({ speaker: each.name, delegation: each.code }));
    const chosen = await chooseSpeaker([...named.values(), ...others], { speaker: line.speaker ?? "", delegation: line.delegation });
    if (chosen) await this.change(line, (rev) => post(this.address(line, "speaker"), { rev, ...chosen }));
    this.ledger.focusLine(line.id);
  }

  /** Makes two lines of one. @param {Segment} line @param {number} at where the second begins, in UTF-16 units of the text as it stands */
  async split(line, at) {
    const text = this.ledger.text(line);
    const words = this.ledger.wordsOf(line);
    const word = words[wordUnder(words, at)];
    const place = word && at > word[0] && at < word[1] ? word[0] : at; // never inside a word
    if (!text.slice(0, place).trim() || !text.slice(place).trim()) {
      toast(t("minutes.split_where"));
      return;
    }
    const before = text.length - text.trimStart().length;
    await this.change(line, (rev) => post(this.address(line, "split"), { rev, at: Math.max(0, place - before) }), [line.id]);
  }

  /** Makes one line of this one and the next. @param {Segment} line */
  async merge(line) {
    const lines = this.ledger.state.segments.filter((each) => each.status !== "retracted");
    const next = lines[lines.findIndex((each) => each.id === line.id) + 1];
    if (!next) {
      toast(t("minutes.merge_last"));
      return;
    }
    const settled = await this.settled(next);
    if (settled) await this.change(line, (rev) => post(this.address(line, "merge"), { rev, next: next.id, next_rev: settled.rev }), [line.id, next.id]);
  }

  /** @param {Segment} line */
  async versions(line) {
    await attempt(async () => {
      const { versions } = await get(this.address(line, "versions"));
      await showVersions({
        lang: line.lang, versions, canRestore: this.ledger.canEdit && line.status !== "retracted",
        compare: async (from, to) => (await get(`${this.address(line, "compare")}?from=${from}&to=${to}`)).pieces,
        restore: async (version) => {
          if (await this.change(line, (rev) => post(this.address(line, "restore"), { rev, version }))) toast(t("minutes.restored", { rev: version }));
        },
      });
    });
    this.ledger.focusLine(line.id, "versions");
  }

  /** @param {Segment} line @param {string} call */
  address(line, call) {
    return `${this.base}/segments/${encodeURIComponent(line.id)}/${call}`;
  }

  /**
   * Asks the server to change a line as it stands on the page; true when it did. @param {Segment} line @param {(rev: number) => Promise<any>} call
   * @param {string[]} gone lines that others will stand in the place of
   */
  async change(line, call, gone = []) {
    if (this.busy.has(line.id)) return false;
    this.busy.add(line.id);
    try {
      const settled = await this.settled(line);
      if (!settled) return false;
      const told = await call(settled.rev);
      /** @type {Segment[]} */
      const lines = told.segments ?? [told.segment ?? told];
      if (this.ledger.editing?.line === line.id && gone.length) this.ledger.editing.close();
      this.ledger.become(minutes.merged(this.ledger.state, lines, gone));
      if (gone.length) await this.ledger.focusLine(lines[lines.length - 1].id);
      return true;
    } catch (error) {
      const newer = error instanceof ApiError ? (error.details.segments ?? (error.details.segment && [error.details.segment])) : undefined;
      if (newer) this.ledger.become(minutes.merged(this.ledger.state, newer, newer.some((/** @type {Segment} */ each) => each.id === line.id) ? [] : [line.id]));
      toast(newer ? t("minutes.changed_meanwhile") : error instanceof Error ? error.message : String(error), "bad");
      return false;
    } finally {
      this.busy.delete(line.id);
    }
  }

  /** The line with the text that stands on the page as its newest version; null when that doesn't come. @param {Segment} line @returns {Promise<Segment | null>} */
  async settled(line) {
    for (let tried = 0; tried < SETTLE_TRIES; tried += 1) {
      const now = this.ledger.line(line.id);
      if (!now) break;
      if (this.ledger.text(now).trim() === now.text.trim()) return now; // a version has no spaces around it
      if (!tried) await this.ledger.editing?.settle(line.id);
      else await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const told = await get(`${this.base}/segments/${encodeURIComponent(line.id)}`).catch(() => null);
      if (told) this.ledger.become(minutes.changed(this.ledger.state, told));
    }
    toast(t("minutes.not_settled"), "bad");
    return null;
  }
}
