// The minutes as the server has them, and every change of them: read once, then only the lines that changed.
import { attempt } from "../ui/dom.js";
import { get } from "./api.js";
import { request, socket } from "./socket.js";

/** @import {Gap, Segment, Session, StateEvent} from "../types" */

/**
 * @typedef {object} Listener
 * @property {(segments: Segment[], gaps: Gap[]) => void} onAll everything was read
 * @property {(segments: Segment[], gone: string[]) => void} onSome some lines changed or came, others were replaced
 * @property {(isConnected: boolean) => void} onLine
 * @property {(told: StateEvent) => void} onState
 */

/** What comes within so long is read at once. */
const PAUSE_MS = 250;
/** More changed lines than these: everything is read again. */
const MOST = 60;

export class MinutesLine {
  /** @param {Session} session @param {Listener} listener */
  constructor(session, listener) {
    this.session = session;
    this.base = `/api/sessions/${session.id}`;
    this.listener = listener;
    this.lang = "";
    this.head = 0;
    /** Under way now. @type {Promise<void> | null} */
    this.reading = null;
    /** Lines to read again; null: all. @type {Set<string> | null} */
    this.stale = new Set();
    /** Lines in whose place others stand. @type {Set<string>} */
    this.gone = new Set();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
    this.line = socket("/viewer");
    this.line.on("connect", () => this.join());
    this.line.on("disconnect", () => listener.onLine(false));
    this.line.on("event", (event) => this.came(event));
    this.line.on("state", (/** @type {StateEvent} */ told) => {
      if (told.session !== session.id) return;
      if (told.head > this.head) {
        this.head = told.head;
        this.all();
      }
      listener.onState(told);
    });
    this.line.on("cut", () => location.reload());
  }

  /** @param {string} lang of the translation column, "" for none */
  start(lang) {
    this.lang = lang;
    this.stale = null;
    this.read();
    this.line.connect();
  }

  /** @param {string} lang */
  choose(lang) {
    this.lang = lang;
    this.stale = null;
    this.read();
    if (this.line.connected) this.join();
  }

  async join() {
    try {
      const answer = await request(this.line, "join", { session: this.session.id, lang: this.lang || "floor", after: this.head });
      this.listener.onLine(true);
      await this.reading; // what is on its way may have it already
      if (answer.head > this.head || this.stale === null) this.all();
      this.head = Math.max(this.head, answer.head);
    } catch {
      this.listener.onLine(false);
    }
  }

  /** @param {{seq: number, kind: string, seg?: string, status?: string, replaced_by?: string[]}} event */
  came(event) {
    this.head = Math.max(this.head, event.seq);
    if (event.kind === "caption" && event.seg && event.status === "replaced") {
      this.gone.add(event.seg);
      for (const each of event.replaced_by ?? []) this.stale?.add(each);
    } else if (event.kind === "caption" && event.seg) this.stale?.add(event.seg);
    else if (event.kind !== "floor" && event.kind !== "session") this.stale = null;
    this.later();
  }

  /** Reads everything again, soon. */
  all() {
    this.stale = null;
    this.later();
  }

  later() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.read(), this.head ? PAUSE_MS : 0);
  }

  /** Reads what is stale; what becomes stale meanwhile is read after it. */
  read() {
    this.reading ??= this.readAll().finally(() => { this.reading = null; });
    return this.reading;
  }

  async readAll() {
    while (this.stale === null || this.stale.size || this.gone.size) {
      const wanted = this.stale;
      this.stale = new Set();
      const done = await attempt(() => this.readOnce(wanted !== null && wanted.size <= MOST ? [...wanted] : null));
      if (!done) {
        this.stale = null; // when something is heard of the server again
        break;
      }
    }
  }

  /** @param {string[] | null} wanted null: all */
  async readOnce(wanted) {
    const gone = [...this.gone];
    const some = wanted?.filter((each) => !this.gone.has(each));
    this.gone.clear();
    const lang = this.lang ? `&lang=${this.lang}` : "";
    const told = await get(`${this.base}/minutes?brief=1${lang}${some ? `&segments=${some.map(encodeURIComponent).join(",")}` : ""}`);
    if (some) this.listener.onSome(told.segments, gone);
    else {
      this.head = Math.max(this.head, told.head);
      this.listener.onAll(told.segments, told.gaps);
    }
    return true;
  }
}
