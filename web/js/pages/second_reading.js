// The second reading on the page of the minutes: reads what is offered, lets a person decide, goes from one to the next.
import { t } from "../i18n.js";
import { get, post } from "../net/api.js";
import * as suggestions from "../state/suggestions.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, part, setText, toast } from "../ui/dom.js";
import { suggestion } from "../ui/suggestion.js";

/** @import {Segment} from "../types" */

/** While recordings are read, the list is asked for so often. */
const AGAIN_MS = 10000;
/** From which confidence on all can be accepted at once. */
const LEVELS = [0.95, 0.9, 0.8];

export class SecondReading {
  /**
   * @param {string} base the session's address
   * @param {{onChange: () => void, lines: () => string[], go: (line: string) => void}} page `onChange`: draw the lines again; `lines`: those that are shown, in order; `go`: to the suggestion of a line
   */
  constructor(base, { onChange, lines, go }) {
    this.base = base;
    this.onChange = onChange;
    this.lines = lines;
    this.go = go;
    this.state = suggestions.empty;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
    part("second-next").addEventListener("click", () => this.step(1));
    part("second-all").addEventListener("click", () => this.acceptAll());
    part("second-read").addEventListener("click", () => attempt(async () => {
      await post(`${this.base}/suggestions/read`);
      await this.read();
    }));
    const level = /** @type {HTMLSelectElement} */ (part("second-level"));
    level.replaceChildren(...LEVELS.map((each) => h("option", { value: each, selected: each === 0.9 }, `${Math.round(each * 100)} %`)));
    level.addEventListener("change", () => this.draw());
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.closest("input, textarea, select, dialog") !== null);
      if (event.key.toLowerCase() === "n" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) this.step(1);
    });
  }

  /** The lines have changed: what was offered may be decided by somebody else. */
  linesChanged() {
    if (this.state.all.length) this.read();
  }

  /** Asks what is offered; goes on asking while recordings are read. */
  async read() {
    clearTimeout(this.soon);
    await attempt(async () => this.become(suggestions.received(this.state, await get(`${this.base}/suggestions`))));
    if (suggestions.isUnderWay(this.state)) this.soon = setTimeout(() => this.read(), AGAIN_MS);
  }

  /** @param {suggestions.Suggestions} next */
  become(next) {
    this.state = next;
    this.draw();
    this.onChange();
  }

  /** How many are open. */
  get open() {
    return this.state.counts.open ?? 0;
  }

  /** Everything that a line's suggestion shows; null when there is none. @param {Segment} line */
  sign(line) {
    const offer = suggestions.offered(this.state, line);
    return offer ? [offer, this.state.busy[line.id] ?? false] : null;
  }

  /** The suggestion of a line. @param {Segment} line @returns {HTMLElement | null} */
  made(line) {
    const offer = suggestions.offered(this.state, line);
    if (!offer) return null;
    return suggestion(offer, line, {
      name: "suggestion", title: t("second.suggestion"), sure: t("second.sure", { percent: Math.round(offer.confidence * 100) }),
      isBusy: this.state.busy[line.id] ?? false,
      onAccept: () => this.decide(line, "accepted"),
      onDismiss: () => this.decide(line, "dismissed"),
      onStep: (step) => this.step(step, line.id),
    });
  }

  /** @param {Segment} line @param {"accepted" | "dismissed"} as */
  async decide(line, as) {
    if (this.state.busy[line.id]) return;
    this.become(suggestions.waits(this.state, line.id, true));
    const done = await attempt(async () => {
      await post(`${this.base}/segments/${line.id}/suggestion/${as === "accepted" ? "accept" : "dismiss"}`, { rev: line.rev });
      return true;
    });
    if (!done) {
      this.become(suggestions.waits(this.state, line.id, false));
      await this.read();
      return;
    }
    const following = suggestions.next(this.state, line.id, this.lines());
    this.become(suggestions.decided(this.state, line.id, as));
    if (following) this.go(following);
  }

  /** To the next open suggestion, or to the one before. @param {1 | -1} step @param {string | null} [from] */
  step(step, from = null) {
    const here = from ?? document.activeElement?.closest("[data-segment]")?.getAttribute("data-segment") ?? null;
    const following = suggestions.next(this.state, here, this.lines(), step);
    if (following) this.go(following);
    else if (!from && !part("second").hidden) toast(t("second.none_shown"));
  }

  async acceptAll() {
    const confidence = Number(/** @type {HTMLSelectElement} */ (part("second-level")).value);
    const count = suggestions.surer(this.state, confidence);
    const question = { title: t("second.all_title", { count }), text: [t("second.all_means", { percent: Math.round(confidence * 100) })], yes: t("second.all_yes") };
    if (!count || !(await ask(question))) return;
    await attempt(async () => {
      const told = await post(`${this.base}/suggestions/accept`, { confidence });
      toast(t("second.all_done", { count: told.accepted }));
    });
    await this.read();
  }

  draw() {
    const { counts, progress } = this.state;
    if (!progress) return;
    const open = counts.open ?? 0;
    const decided = (counts.accepted ?? 0) + (counts.dismissed ?? 0);
    part("second").toggleAttribute("data-open", open > 0);
    for (const name of /** @type {const} */ (["second-next", "second-all", "second-level"])) part(name).hidden = !open;
    part("second").hidden = !progress.total_ms || (progress.state === "off" && !open && !decided);
    const engine = progress.engine || t("second.a_model");
    const how = progress.state === "waiting" && !progress.is_served ? "second.away" : `second.${progress.state}`;
    setText(part("second-state"), t(how, { percent: suggestions.percent(progress), engine }));
    setText(part("second-counts"), t("second.counts", { open, accepted: counts.accepted ?? 0, dismissed: counts.dismissed ?? 0 }));
    const level = Number(/** @type {HTMLSelectElement} */ (part("second-level")).value);
    /** @type {HTMLButtonElement} */ (part("second-next")).disabled = !open;
    /** @type {HTMLButtonElement} */ (part("second-all")).disabled = !suggestions.surer(this.state, level);
    /** @type {HTMLButtonElement} */ (part("second-read")).hidden = !["none", "done"].includes(progress.state);
    const bar = /** @type {HTMLProgressElement} */ (part("second-bar"));
    bar.hidden = !suggestions.isUnderWay(this.state);
    bar.value = suggestions.percent(progress);
  }
}
