// How a delegation had written what it said, where it handed in its remarks: offered beside each line that is on the screen and says otherwise.
import { t } from "../i18n.js";
import { get, post } from "../net/api.js";
import { attempt } from "../ui/dom.js";
import { suggestion } from "../ui/suggestion.js";

/** @import {Segment} from "../types" */

/** @typedef {{rev: number, text: string, pieces: import("../ui/suggestion.js").Piece[], likeness: number, remarks: string}} Offer */

/** While one scrolls nothing is asked. */
const PAUSE_MS = 400;

export class AsWritten {
  /** @param {string} base the session's address @param {{onChange: () => void, onTaken: (line: Segment) => void}} page */
  constructor(base, { onChange, onTaken }) {
    this.base = base;
    this.onChange = onChange;
    this.onTaken = onTaken;
    /** Whose remarks there are; nothing is asked of others' lines. @type {Set<string>} */
    this.delegations = new Set();
    /** By line. @type {Map<string, Offer>} */
    this.offers = new Map();
    /** Lines and versions that were asked for, or whose offer this person doesn't want. @type {Set<string>} */
    this.asked = new Set();
    this.busy = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
  }

  /** Reads who has handed in something. */
  async read() {
    const told = await get(`${this.base}/remarks`).catch(() => ({ remarks: [] }));
    this.delegations = new Set(told.remarks.filter((/** @type {{withdrawn_at: number | null}} */ each) => each.withdrawn_at === null).map((/** @type {{delegation: string}} */ each) => each.delegation));
    if (this.delegations.size) this.onChange();
  }

  /** These lines are on the screen. @param {Segment[]} lines */
  want(lines) {
    const wanted = lines.filter((each) => each.delegation && this.delegations.has(each.delegation) && each.status !== "retracted" && !this.asked.has(name(each)));
    clearTimeout(this.soon);
    if (wanted.length) this.soon = setTimeout(() => this.ask(wanted), PAUSE_MS);
  }

  /** @param {Segment[]} lines */
  async ask(lines) {
    for (const each of lines) this.asked.add(name(each));
    const told = await get(`${this.base}/as-written?segments=${lines.map((each) => encodeURIComponent(each.id)).join(",")}`).catch(() => ({ offers: {} }));
    for (const [line, offer] of Object.entries(told.offers)) this.offers.set(line, offer);
    if (Object.keys(told.offers).length) this.onChange();
  }

  /** Everything that a line's offer shows; null when there is none. @param {Segment} line */
  sign(line) {
    const offer = this.offers.get(line.id);
    return offer && offer.rev === line.rev ? [offer.rev, offer.text, this.busy === line.id] : null;
  }

  /** @param {Segment} line @returns {HTMLElement | null} */
  made(line) {
    const offer = this.offers.get(line.id);
    if (!offer || offer.rev !== line.rev) return null;
    return suggestion(offer, line, {
      name: "as-written", title: t("minutes.as_written"), sure: t("memory.like", { percent: Math.floor(offer.likeness * 100) }), isBusy: this.busy === line.id,
      onAccept: () => this.take(line, offer),
      onDismiss: () => { this.offers.delete(line.id); this.onChange(); },
      onStep: () => {},
    });
  }

  /** @param {Segment} line @param {Offer} offer */
  async take(line, offer) {
    this.busy = line.id;
    this.onChange();
    await attempt(async () => this.onTaken(await post(`${this.base}/segments/${encodeURIComponent(line.id)}/as-written`, { rev: offer.rev })));
    this.busy = "";
    this.offers.delete(line.id);
    this.onChange();
  }
}

/** @param {Segment} line */
const name = (line) => `${line.id} ${line.rev}`;
