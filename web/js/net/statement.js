// Follows one statement: every change of it once, in the order of its revisions; what was missed is told as everything.
import { ApiError } from "./api.js";
import { request, socket } from "./socket.js";

/** @import {StatementEvent} from "../types" */

/**
 * @typedef {object} Listener
 * @property {number} [rev] the revision that the page has
 * @property {(about: StatementEvent["about"] | "everything", item: any, rev: number) => void} onChange `everything`: something
 *   was missed, read all that is shown; `item` is null where the page has to read what `about` names
 * @property {(paragraph: string) => void} [onShown] the secretariat sent the hall's screens to a paragraph
 * @property {(status: "live" | "away" | "closed") => void} onStatus `closed`: this person may not read it any more
 */

/** How long to wait before asking again after a failure. */
const RETRY_MS = 2000;

export class Following {
  /** @param {string} id of the statement @param {Listener} listener */
  constructor(id, listener) {
    this.id = id;
    this.listener = listener;
    this.rev = listener.rev ?? 0;
    this.line = socket("/viewer");
    this.line.on("connect", () => this.follow());
    this.line.on("disconnect", () => listener.onStatus("away"));
    this.line.on("statement", (/** @type {StatementEvent} */ event) => { for (const each of [event, ...(event.more ?? [])]) this.came(each); });
    this.line.on("shown", (/** @type {{id: string, paragraph: string}} */ told) => { if (told.id === id) listener.onShown?.(told.paragraph); });
    this.line.on("unfollowed", (/** @type {{id: string}} */ told) => { if (told.id === id) this.close(); });
  }

  start() {
    this.line.connect();
  }

  close() {
    this.line.disconnect();
    this.listener.onStatus("closed");
  }

  /** The page has read everything at a revision. @param {number} rev */
  has(rev) {
    this.rev = Math.max(this.rev, rev);
  }

  /** The hall's screens go to a paragraph. @param {string} paragraph */
  show(paragraph) {
    this.line.emit("show", { statement: this.id, paragraph });
  }

  async follow() {
    try {
      /** @type {{rev: number, shown: string, missed: StatementEvent[] | null}} */
      const told = await request(this.line, "follow", { statement: this.id, rev: this.rev });
      this.listener.onStatus("live");
      if (told.shown) this.listener.onShown?.(told.shown);
      for (const each of told.missed ?? []) this.came(each);
      if (told.rev > this.rev) this.missed(told.rev);
    } catch (error) {
      if (error instanceof ApiError && error.code === "not_found") this.close();
      else if (this.line.connected) setTimeout(() => this.follow(), RETRY_MS);
    }
  }

  /** @param {StatementEvent} event */
  came(event) {
    if (event.id !== this.id || event.rev <= this.rev) return;
    if (event.prev > this.rev) {
      this.missed(event.rev);
      return;
    }
    this.rev = event.rev;
    this.listener.onChange(event.about, event.item ?? null, event.rev);
  }

  /** @param {number} rev */
  missed(rev) {
    this.rev = rev;
    this.listener.onChange("everything", null, rev);
  }
}
