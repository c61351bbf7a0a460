// A delegation's own positions: taken in two taps, counted down to what is still to answer. The secretariat enters what it was told on a delegation's behalf.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { post } from "../net/api.js";
import { matters, next } from "../state/matters.js";
import { owing, standing as standingOf, word } from "../state/positions.js";
import { running } from "../state/silence.js";
import { WHOLE } from "../state/statement.js";
import { h, part, toast } from "../ui/dom.js";
import { askPosition, pill } from "../ui/positions.js";
import { current, go } from "../ui/text.js";

/** @import {Negotiation} from "../net/negotiation.js" */
/** @import {Wording} from "./wording.js" */

export class OwnPositions {
  /** @param {Negotiation} table @param {Wording} wording @param {{name: (code: string) => string, where: (id: string) => string, told: (id: string) => {text: string, language: string}, onText: () => void}} page `told`: a paragraph as the reader reads it; `onText`: the text comes into view */
  constructor(table, wording, page) {
    this.table = table;
    this.wording = wording;
    this.page = page;
  }

  /** The reader's delegation where it is a party, else "". */
  get mine() {
    const own = boot.me.delegation ?? "";
    return boot.me.role === "delegation" && this.table.statement.parties.includes(own) ? own : "";
  }

  get canTake() {
    return Boolean(this.mine) && this.table.statement.can.includes("position");
  }

  standing() {
    return standingOf(this.table.statement, this.table.read.positions);
  }

  /** The bar under the thumb: the word on the whole, what is still to answer. @param {number} names */
  draw(names) {
    const bar = part("mine");
    bar.hidden = !this.canTake;
    if (!this.canTake) return;
    const standing = this.standing();
    const owed = owing(this.table.statement, standing, this.mine);
    const left = owed.filter(Boolean).length || owed.length;
    const sign = JSON.stringify([left, word(standing, this.mine), names]);
    if (bar.dataset.sign === sign) return;
    bar.dataset.sign = sign;
    const focused = document.activeElement instanceof HTMLElement && bar.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
    bar.replaceChildren(h("strong", { class: "who" }, this.page.name(this.mine)), pill(standing, this.mine, WHOLE, () => this.take(WHOLE)),
      left ? h("button", { type: "button", class: "primary small", "data-focus": "next", onclick: () => this.nextOwed() }, t("statement.to_answer", { count: left }), h("span", { "aria-hidden": "true" }, "↓")) : h("span", { class: "chip good" }, t("statement.all_answered")));
    if (focused) /** @type {HTMLElement | null} */ (bar.querySelector(`[data-focus="${focused}"]`))?.focus();
  }

  nextOwed() {
    this.page.onText();
    const found = matters(this.table.statement, this.table.read.amendments, this.standing(), this.mine);
    const id = next(this.table.statement, found, current(part("paragraphs")), 1, (each) => each.mine > 0);
    if (id) go(id);
    else this.take(WHOLE);
  }

  /** @param {string} id "" is the whole @param {string} [party] whose, where the secretariat enters it */
  async take(id, party = this.mine) {
    const isOther = party !== this.mine;
    const shown = id ? this.page.told(id) : { text: "", language: "" };
    const given = await askPosition({ title: isOther ? `${this.page.name(party)} · ${this.page.where(id)}` : this.page.where(id), text: shown.text, lang: shown.language, said: word(this.standing(), party, id), isOther, isUnderSilence: running(this.table.read.silence, this.table.now()) !== null });
    if (!given) return;
    const { value, note, until, toldBy } = given;
    const told = await this.wording.tried(() => post(`${this.table.base}/positions`, { paragraph: id || null, value, note, ...(until === null ? {} : { until }), ...(isOther ? { delegation: party, told_by: toldBy } : {}) }));
    if (!told) return;
    this.table.taken(told.position);
    toast(`${this.page.where(id)}: ${t(`position.${value}`)}`);
  }
}
