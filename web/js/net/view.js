// One live view of a session: joins, reads the log, goes on live, and mends every hole by reading the log again.
// Late join, reconnect and live are the same path: "everything after what I have, then go on".
import { t } from "../i18n.js";
import { initial, needsFetch, reduce } from "../state/captions.js";
import { ApiError, get } from "./api.js";
import { request, socket } from "./socket.js";

/** @import {AnyEvent, LogAnswer, Session, StateEvent, TentativeEvent} from "../types" */
/** @import {Action, Captions} from "../state/captions.js" */

/** Words under way that nobody renews are gone after this: their worker is. */
const STALE_MS = 20000;
/** How long to wait before the log is asked again after a failure. */
const RETRY_MS = 2000;
/** That something is back is said for so long. */
const BACK_MS = 8000;
/** A delay above this is no delay but a recording that is played, or a clock that was moved. */
const MAX_LAG_MS = 600000;

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
    });
    this.line.on("state", (/** @type {StateEvent} */ told) => {
      this.dispatch({ type: "expired", before: this.newestWords + (performance.now() - this.newestAt) - STALE_MS });
      this.dispatch({ type: "state", told });
      if (needsFetch(this.state)) this.read();
    });
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
    return this.openedAt ? performance.now() - this.openedAt : 0;
  }

  /** Sets the clock by the server's. @param {{now_ms: number}} session */
  setClock({ now_ms }) {
    this.openedAt = now_ms ? performance.now() - now_ms : 0;
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
    if (event.kind === "caption" && event.lang === event.src_lang && event.status === "final") this.measure(event.end_ms);
    if (event.kind === "session" && event.status === "open" && !this.openedAt) get(`/api/sessions/${this.id}`).then((told) => this.setClock(told), () => {});
    this.dispatch({ type: "events", events: [event] });
    if (needsFetch(this.state)) this.read();
  }

  /** How far the captions are behind the speech. @param {number} endMs */
  measure(endMs) {
    const lagMs = this.now() - endMs;
    if (lagMs > 0 && lagMs < MAX_LAG_MS) this.dispatch({ type: "lag", lagMs });
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
      const answer = await request(this.line, isJoin ? "join" : "fetch", { session: this.id, lang: view, after: this.state.last });
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
