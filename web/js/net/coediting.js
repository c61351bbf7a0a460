// One session's minutes as a shared text: what is written here goes to the server, what others write comes from it, and nothing is lost in between.
// After every cut: fetch what is missing, then send again what nobody confirmed. A document of another generation is begun anew; what was unsaved is offered.
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import * as work from "../state/coediting.js";
import { ApiError } from "./api.js";
import { Offers } from "./offers.js";
import { request, socket } from "./socket.js";
import { Unsent } from "./unsent.js";

/** @import {Change, Status} from "../state/coediting.js" */
/** @import {Offer} from "./offers.js" */
/** @import {Row} from "./unsent.js" */

/** Where changes come from that are not the person's own. */
const SERVER = "server";
const RETRY_MS = 1000;
/** Who is signed out may sign in again in another window. */
const DENIED_MS = 5000;
const PRESENCE_MS = 100;
const PATIENCE_MS = 20000;
/** Characters of one line. */
export const MOST_CHARACTERS = 5000;

/**
 * @typedef {{segment: string, rev: number, by: string, at: number, code?: string, message?: string}} Settled
 * `settled`: all of the line's text is version `rev` now.
 * @typedef {{settled: boolean, rev: number}} Left
 * `status`: after every change of it. `lines`: texts that the server or others changed, made or took out. `anew`: `doc` and `awareness` are other ones now: bind again.
 * `offers`: what could not be saved. `settled`: lines that became versions. `held`: lines that could not.
 * @typedef {{status: Status, lines: string[], anew: null, offers: Offer[], settled: Settled[], held: Settled[]}} Events
 */

export class Coediting {
  /** @param {string | {id: string}} session */
  constructor(session) {
    this.session = typeof session === "string" ? session : session.id;
    this.state = work.initial();
    /** @type {{[K in keyof Events]?: ((told: Events[K]) => void)[]}} */
    this.listeners = {};
    /** Own changes that are not saved yet, by number. @type {Map<number, Row>} */
    this.rows = new Map();
    /** Lines whose editor was left, and who waits for what the server says of it. @type {Map<string, ((told: Left | null) => void)[]>} */
    this.leaving = new Map();
    this.count = 0;
    this.turn = 0;
    this.isClosed = false;
    /** @type {ReturnType<typeof setTimeout> | 0} */
    this.presenceTimer = 0;
    this.presenceAt = 0;
    this.store = new Unsent(this.session, `${boot.me.role}/${boot.me.name ?? ""}`);
    this.unsaved = new Offers(this.store, (promise) => this.keep(promise));
    this.line = socket("/minutes");
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState(null);
    /** @type {Row[]} */
    this.left = [];
    this.bind();
    this.listen();
    this.start();
  }

  /** The text of a line; undefined where nobody may change it. @param {string} id @returns {Y.Text | undefined} */
  text(id) {
    const found = this.doc.getMap("lines").get(id);
    return found instanceof Y.Text ? found : undefined;
  }

  /** @template {keyof Events} K @param {K} event @param {(told: Events[K]) => void} listener */
  on(event, listener) {
    /** @type {any[]} */ (this.listeners[event] ??= []).push(listener);
    return this;
  }

  /** What could not be saved, until the person is done with it. @returns {Offer[]} */
  get offers() {
    return this.unsaved.all;
  }

  /** The person took an unsaved text over, or wants it no more. @param {string} line */
  forget(line) {
    if (!this.unsaved.forget(line)) return;
    if (!this.offers.length) this.put(work.seen(this.state));
    this.tell("offers", this.offers);
  }

  /**
   * The editor of a line was left: it becomes a version as soon as it is saved. Before a line is split or merged its promise is waited for.
   * @param {string} id @returns {Promise<Left | null>} null where the server can't be asked now
   */
  leave(id) {
    return new Promise((resolve) => {
      this.leaving.set(id, [...(this.leaving.get(id) ?? []), resolve]);
      if (this.state.isOpen) this.flush();
      else this.answerLeaving();
    });
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.presenceTimer);
    this.line.disconnect();
    this.awareness.destroy();
    this.doc.destroy();
  }

  bind() {
    this.doc.on("update", (/** @type {Uint8Array} */ update, /** @type {unknown} */ origin, /** @type {Y.Doc} */ _, /** @type {Y.Transaction} */ transaction) => {
      if (origin !== SERVER) this.wrote(update, transaction);
    });
    this.doc.getMap("lines").observeDeep((events, transaction) => {
      if (transaction.origin === SERVER) this.came(events);
    });
    this.awareness.on("update", (/** @type {{added: number[], updated: number[], removed: number[]}} */ what, /** @type {unknown} */ origin) => {
      if (origin === SERVER ? what.added.length : [...what.added, ...what.updated, ...what.removed].includes(this.doc.clientID)) this.announceSoon();
    });
  }

  listen() {
    this.line.on("connect", () => {
      this.put(work.connected(this.state));
      this.open();
    });
    this.line.on("disconnect", (/** @type {string} */ reason) => {
      this.turn += 1;
      this.put(work.disconnected(this.state));
      const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
      removeAwarenessStates(this.awareness, others, SERVER);
      this.answerLeaving();
      if (reason === "io server disconnect") this.later(() => this.line.connect(), RETRY_MS);
    });
    this.line.on("connect_error", (/** @type {Error & {data?: {code: string, message: string}}} */ error) => {
      if (!error.data?.code) return;
      this.put({ ...this.state, refusal: { code: error.data.code, message: error.message } });
      this.later(() => this.line.connect(), DENIED_MS);
    });
    this.line.on("edit", (/** @type {{session: string, generation: number, update: ArrayBuffer}} */ told) => {
      if (told.session === this.session && told.generation === this.state.generation) Y.applyUpdate(this.doc, new Uint8Array(told.update), SERVER);
    });
    this.line.on("anew", () => this.open());
    this.line.on("presence", (/** @type {{update: ArrayBuffer}} */ told) => applyAwarenessUpdate(this.awareness, new Uint8Array(told.update), SERVER));
    for (const name of /** @type {("settled" | "held")[]} */ (["settled", "held"])) {
      this.line.on(name, (/** @type {{session: string, lines: Settled[]}} */ told) => told.session === this.session && this.tell(name, told.lines));
    }
  }

  /** What an earlier page left unsent comes first. */
  async start() {
    /** @type {Row[]} */
    let left = [];
    try {
      left = await this.store.rows();
    } catch {
      this.put(work.unkept(this.state));
    }
    if (this.isClosed) return;
    this.left = left.filter((row) => !row.code);
    for (const row of left.filter((each) => each.code)) this.unsaved.show(row);
    if (this.offers.length) this.tell("offers", this.offers);
    this.line.connect();
  }

  /** Fetches what is missing here. */
  async open() {
    this.turn += 1;
    const turn = this.turn;
    const { generation } = this.state;
    try {
      const asked = { session: this.session, state: Y.encodeStateVector(this.doc), ...(generation === null ? {} : { generation }) };
      const answer = await request(this.line, "open", asked, PATIENCE_MS);
      if (turn !== this.turn || this.isClosed) return;
      if (generation !== null && generation !== answer.generation) this.beginAnew(work.begunAnew(this.state), "begun_anew", t("coediting.begun_anew"));
      this.put(work.opened(this.state, answer.generation, answer.can.includes("edit")));
      Y.applyUpdate(this.doc, new Uint8Array(answer.update), SERVER);
      this.resume(answer.generation);
      this.dropEqualOffers();
      this.announceSoon();
      this.flush();
    } catch (error) {
      if (turn !== this.turn || this.isClosed) return;
      const { code, message } = toApiError(error);
      if (!work.isPassing(code)) this.put({ ...this.state, refusal: { code, message } });
      this.later(() => { if (this.line.connected && !this.state.isOpen) this.open(); }, work.isPassing(code) ? RETRY_MS : DENIED_MS);
    }
  }

  /** Takes up what an earlier page left unsent. @param {number} generation */
  resume(generation) {
    const { left } = this;
    this.left = [];
    for (const row of left) {
      if (row.generation === generation) {
        Y.applyUpdate(this.doc, row.update, SERVER);
        this.queue(row, Object.keys(row.lines));
      } else this.give([row], "begun_anew", t("coediting.begun_anew"));
    }
    if (left.length) this.tell("lines", [...new Set(left.flatMap((row) => Object.keys(row.lines)))]);
  }

  /** The person wrote something. @param {Uint8Array} update @param {Y.Transaction} transaction */
  wrote(update, transaction) {
    const lines = [...transaction.changed.keys()].map((type) => type._item?.parentSub ?? "").filter(Boolean);
    const texts = Object.fromEntries(lines.map((line) => [line, this.text(line)?.toString() ?? ""]));
    const row = { key: this.store.key(), session: this.session, owner: this.store.owner, generation: this.state.generation ?? 0, update, lines: texts, at: Date.now(), code: "", message: "" };
    this.keep(this.store.put(row));
    this.queue(row, lines);
    this.flush();
  }

  /** @param {Row} row @param {string[]} lines */
  queue(row, lines) {
    this.count += 1;
    this.rows.set(this.count, row);
    this.put(work.changed(this.state, { number: this.count, bytes: row.update.length, lines }));
  }

  /** Others or the server changed something. @param {Y.YEvent<any>[]} events */
  came(events) {
    const ids = new Set(events.flatMap((event) => (event.path.length ? [String(event.path[0])] : [...event.changes.keys.keys()])));
    for (const id of ids) if (!this.text(id)) this.rescue([id], this.state.changes);
    this.tell("lines", [...ids]);
  }

  /** Lines are gone in which the person had written something that is not saved. @param {string[]} lines @param {Change[]} changes */
  rescue(lines, changes) {
    for (const line of lines) {
      const last = changes.findLast((change) => change.lines.includes(line));
      const row = last && this.rows.get(last.number);
      if (!row) continue;
      const kept = { ...row, key: this.store.key(), lines: { [line]: row.lines[line] }, update: new Uint8Array() };
      this.give([kept], "line_gone", t("coediting.line_gone"));
    }
  }

  /** Sends what waits, and tells of the lines that were left when nothing does. */
  flush() {
    const { state, changes } = work.next(this.state);
    this.state = state;
    if (changes.length) this.send(changes);
    else if (state.isOpen && !state.changes.length) {
      for (const [segment, waiting] of this.leaving) this.tellLeft(segment, waiting);
      this.leaving.clear();
    }
  }

  /** @param {string} segment @param {((told: Left | null) => void)[]} waiting */
  async tellLeft(segment, waiting) {
    const told = await request(this.line, "leave", { session: this.session, segment }).catch(() => null);
    for (const resolve of waiting) resolve(told);
  }

  /** Nobody can be asked: lines become versions by themselves when they are saved and calm. */
  answerLeaving() {
    const waiting = [...this.leaving.values()].flat();
    this.leaving.clear();
    for (const resolve of waiting) resolve(null);
  }

  /** @param {Change[]} changes */
  async send(changes) {
    const { turn } = this;
    const updates = changes.map(({ number }) => /** @type {Row} */ (this.rows.get(number)).update);
    const update = updates.length === 1 ? updates[0] : Y.mergeUpdates(updates);
    try {
      const answer = await request(this.line, "edit", { session: this.session, generation: this.state.generation, update }, PATIENCE_MS);
      if (turn === this.turn) this.confirmed(answer);
    } catch (error) {
      if (turn === this.turn) this.failed(toApiError(error));
    }
  }

  /** @param {{saved_at: number, lost: boolean}} answer `lost`: some of the text went into a line that is gone */
  async confirmed(answer) {
    const { state, changes } = work.saved(this.state, answer.saved_at);
    this.put(state);
    if (answer.lost) await this.open();
    if (answer.lost) this.rescue(work.linesOf(changes).filter((line) => !this.text(line) && !this.unsaved.has(line)), changes);
    this.drop(changes);
    this.flush();
  }

  /** @param {ApiError} error */
  failed({ code, message }) {
    if (work.isPassing(code)) {
      this.put(work.delayed(this.state));
      this.later(() => this.flush(), RETRY_MS);
      return;
    }
    const given = work.refused(this.state, code, message);
    if (!given.changes.length) {
      this.put(given.state);
      this.flush();
      return;
    }
    this.beginAnew(given, code, message);
    this.open();
  }

  /** The document of the server alone; what was unsaved is offered to its person. @param {{state: work.State, changes: Change[]}} given @param {string} code @param {string} message */
  beginAnew({ state, changes }, code, message) {
    const rows = changes.map(({ number }) => /** @type {Row} */ (this.rows.get(number)));
    for (const { number } of changes) this.rows.delete(number);
    const presence = this.awareness.getLocalState();
    this.awareness.setLocalState(null);
    this.announce();
    this.awareness.destroy();
    this.doc.destroy();
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState(presence);
    this.bind();
    this.give(rows, code, message);
    this.put(state);
    this.tell("anew", null);
  }

  /** These are not sent any more, but shown. @param {Row[]} rows @param {string} code @param {string} message */
  give(rows, code, message) {
    for (const row of rows) this.unsaved.add({ ...row, code, message });
    if (rows.length) this.tell("offers", this.offers);
  }

  /** What stands in the text after all is no loss. */
  dropEqualOffers() {
    for (const { line, text } of this.offers) if (this.text(line)?.toString() === text) this.forget(line);
  }

  /** @param {Change[]} changes that are saved */
  drop(changes) {
    const keys = changes.map(({ number }) => /** @type {Row} */ (this.rows.get(number)).key);
    for (const { number } of changes) this.rows.delete(number);
    this.keep(this.store.remove(keys));
  }

  announceSoon() {
    if (this.presenceTimer || this.isClosed) return;
    const wait = Math.max(0, this.presenceAt + PRESENCE_MS - performance.now());
    this.presenceTimer = setTimeout(() => {
      this.presenceTimer = 0;
      this.presenceAt = performance.now();
      if (this.state.isOpen && !this.isClosed) this.announce();
    }, wait);
  }

  announce() {
    this.line.emit("presence", { session: this.session, update: encodeAwarenessUpdate(this.awareness, [this.doc.clientID]) });
  }

  /** What the browser does not keep is lost with the page; the page says so. @param {Promise<unknown>} promise */
  keep(promise) {
    promise.catch(() => { if (this.state.isKept) this.put(work.unkept(this.state)); });
  }

  /** @param {() => void} what @param {number} ms */
  later(what, ms) {
    setTimeout(() => { if (!this.isClosed) what(); }, ms);
  }

  /** @param {work.State} state */
  put(state) {
    this.state = state;
    this.tell("status", work.status(state));
  }

  /** @template {keyof Events} K @param {K} event @param {Events[K]} told */
  tell(event, told) {
    for (const listener of this.listeners[event] ?? []) /** @type {(told: Events[K]) => void} */ (listener)(told);
  }
}

/** @param {unknown} error */
const toApiError = (error) => (error instanceof ApiError ? error : new ApiError("internal", error instanceof Error ? error.message : String(error)));
