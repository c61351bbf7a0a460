// One live view of a session: joins, reads the log, goes on live, and mends every hole by reading the log again.
// Late join, reconnect and live are the same path: "everything after what I have, then go on".
import { t } from "../i18n.js";
import { STALE_MS, initial, needsFetch, reduce } from "../state/captions.js";
import { exchanged, heard, sessionMs } from "../state/clock.js";
import { ApiError, get } from "./api.js";
import { request, socket } from "./socket.js";

/** @import {AnyEvent, InterimEvent, LogAnswer, Session, StagesEvent, StateEvent, TentativeEvent} from "../types" */
/** @import {Action, Captions} from "../state/captions.js" */

/** How long to wait before the log is asked again after a failure. */
const RETRY_MS = 2000;
/** That something is back is said for so long. */
const BACK_MS = 8000;

export class View {
  /**
   * @param {Session} session as the page was made
   * @param {string} lang a language or `floor`
   * @param {(state: Captions, action: Action) => void} onChange called after every change
   */
  constructor(session, lang, onChange) {
    this.id = session.id;
    this.onChange = onChange;
    this.state = initial(lang, session);
    this.line = socket("/viewer");
    this.isReading = false;
    this.mustRead = false;
    this.isCut = false;
    this.joined = "";
    // The server's clock as its words tell it, and when they told it: words grow old by that clock, not by this device's.
    this.newestWords = 0;
    this.newestAt = 0;
    /** @type {import("../state/clock.js").Clock | null} */
    this.clock = null;
    /** @type {(told: StagesEvent) => void} */
    this.onStages = () => {};
    this.setClock(session);
    this.line.on("connect", () => {
      this.joined = "";
      this.dispatch({ type: "connection", isConnected: true });
      this.read();
    });
    this.line.on("disconnect", () => this.dispatch({ type: "connection", isConnected: false }));
    this.line.on("event", (/** @type {AnyEvent} */ event) => this.came(event));
    this.line.on("tentative", (/** @type {TentativeEvent} */ words) => {
      this.newestWords = Math.max(this.newestWords, words.sent_at);
      this.newestAt = performance.now();
      this.dispatch({ type: "tentative", words });
      if (this.isRead(words.lang)) this.measure(words.end_ms, false);
    });
    this.line.on("interim", (/** @type {InterimEvent} */ told) => {
      this.newestWords = Math.max(this.newestWords, told.sent_at);
      this.newestAt = performance.now();
      this.dispatch({ type: "interim", told });
      const last = told.parts.at(-1);
      if (last && this.isRead(told.lang)) this.measure(last.end_ms, false);
    });
    this.line.on("state", (/** @type {StateEvent} */ told) => {
      this.dispatch({ type: "expired", before: this.newestWords + (performance.now() - this.newestAt) - STALE_MS });
      this.clock = heard(this.clock, { gotMs: performance.now(), nowMs: told.now_ms });
      this.dispatch({ type: "state", told });
      if (Math.random() * told.echo_one_in < 1) this.echo(told.probe);
      if (needsFetch(this.state)) this.read();
    });
    this.line.on("stages", (/** @type {StagesEvent} */ told) => this.onStages(told));
    this.line.on("cut", (/** @type {{message: string}} */ { message }) => this.refuse(message));
  }

  start() {
    this.line.connect();
  }

  /** Another language. @param {string} view */
  choose(view) {
    this.dispatch({ type: "view", view });
    this.read();
  }

  /** Session time now in milliseconds, or 0 before the session was opened. */
  now() {
    return Math.max(0, sessionMs(this.clock, performance.now()) ?? 0);
  }

  /** Sets the clock by the server's, which it told a moment ago. @param {{now_ms: number}} session */
  setClock({ now_ms }) {
    if (now_ms) this.clock = heard(this.clock, { gotMs: performance.now(), nowMs: now_ms });
  }

  /** Asks something to whose answer the server adds its time. @param {string} event @param {object} payload @returns {Promise<any>} */
  async ask(event, payload) {
    const sentMs = performance.now();
    const answer = await request(this.line, event, { session: this.id, ...payload });
    if (answer.now_ms) this.clock = exchanged(this.clock, { sentMs, gotMs: performance.now(), nowMs: answer.now_ms });
    return answer;
  }

  /** Sends the server's mark back, so that both know how long the way is; one that is lost is no matter. @param {number} probe */
  echo(probe) {
    this.ask("echo", { probe }).catch(() => {});
  }

  /** Whether the reader of this view reads a language. @param {string} lang */
  isRead(lang) {
    return this.state.view === "floor" || this.state.view === lang;
  }

  /** @param {Action} action */
  dispatch(action) {
    const { back } = this.state.supply;
    this.state = reduce(this.state, action);
    if (this.state.supply.back && this.state.supply.back !== back) setTimeout(() => this.dispatch({ type: "settled" }), BACK_MS);
    this.onChange(this.state, action);
  }

  /** @param {AnyEvent} event */
  came(event) {
    if (this.joined !== this.state.view) return;
    if (event.kind === "caption" && event.status === "final" && this.isRead(event.lang)) this.measure(event.end_ms, true);
    if (event.kind === "session" && event.status === "open" && !this.clock) get(`/api/sessions/${this.id}`).then((told) => this.setClock(told), () => {});
    this.dispatch({ type: "events", events: [event] });
    if (needsFetch(this.state)) this.read();
  }

  /** How far these captions are behind the speech. @param {number} endMs @param {boolean} isFinal */
  measure(endMs, isFinal) {
    if (this.clock) this.dispatch({ type: "lag", measure: { atMs: performance.now(), behindMs: this.now() - endMs, isFinal } });
  }

  /** Reads the log until nothing is missing. Calls during a reading make it read once more. */
  async read() {
    this.mustRead = true;
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.mustRead && this.line.connected && !this.isCut) {
        this.mustRead = false;
        await this.readOnce(this.state.view);
      }
    } catch (error) {
      if (error instanceof ApiError && ["not_found", "not_signed_in", "not_allowed"].includes(error.code)) this.refuse(error.message);
      else setTimeout(() => this.read(), RETRY_MS);
    }
    this.isReading = false;
  }

  /** @param {string} view what was chosen when the reading began; another choice meanwhile ends it */
  async readOnce(view) {
    for (let isMore = true; isMore && this.state.view === view; ) {
      const isJoin = this.joined !== view;
      /** @type {LogAnswer} */
      const answer = await this.ask(isJoin ? "join" : "fetch", { lang: view, after: this.state.last });
      if (isJoin) this.joined = view;
      if (this.state.view !== view) return;
      this.dispatch({ type: "events", events: answer.events });
      isMore = answer.more;
    }
    if (this.state.view === view) this.dispatch({ type: "read" });
  }

  /** The right to see ended. @param {string} message */
  refuse(message) {
    this.isCut = true;
    this.line.disconnect();
    this.dispatch({ type: "refused", message: message || t("viewer.cut") });
  }
}
