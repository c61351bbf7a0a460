// Texts that could not be saved: they stay in this browser, and are offered to their person until that one is done with them.

/** @import {Row, Unsent} from "./unsent.js" */

/**
 * A text that was not saved: as its person wrote it, and why.
 * @typedef {{line: string, text: string, code: string, message: string, at: number}} Offer
 */

export class Offers {
  /** @param {Unsent} store @param {(promise: Promise<unknown>) => void} keep whatever is done in the store is handed to it */
  constructor(store, keep) {
    this.store = store;
    this.keep = keep;
    /** By line. @type {Map<string, Offer & {keys: string[]}>} */
    this.byLine = new Map();
  }

  /** @returns {Offer[]} */
  get all() {
    return [...this.byLine.values()].map(({ keys: _, ...offer }) => offer);
  }

  /** @param {string} line */
  has(line) {
    return this.byLine.has(line);
  }

  /** What is not sent any more is kept, and shown. @param {Row} row with the code and the message of its refusal */
  add(row) {
    this.keep(this.store.put(row));
    this.show(row);
  }

  /** What is kept already is shown; the newest text of a line stands for all of it. @param {Row} row */
  show({ key, lines, code, message, at }) {
    for (const [line, text] of Object.entries(lines)) {
      const before = this.byLine.get(line);
      this.byLine.set(line, { line, text, code, message, at, keys: [...(before?.keys ?? []), key] });
    }
  }

  /** The person is done with the text of a line; false where there was none. @param {string} line */
  forget(line) {
    const offer = this.byLine.get(line);
    if (!offer) return false;
    this.byLine.delete(line);
    this.keep(this.store.remove(offer.keys));
    return true;
  }
}
