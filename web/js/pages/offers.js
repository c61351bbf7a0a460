// What the translation memory offers for a line while its translation is under someone's hand; nothing of it is taken unasked.
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { h } from "../ui/dom.js";
import { direction } from "../ui/scripts.js";

/** @typedef {{id: number, sentence: string, text: string, likeness: number, session: string | null, by: string, at: number}} Offer */

export class Offers {
  /** @param {string} base the session's address @param {() => void} onChange draw the lines again */
  constructor(base, onChange) {
    this.base = base;
    this.onChange = onChange;
    /** By the key of a draft. @type {Map<string, Offer[]>} */
    this.known = new Map();
  }

  /** Asks once for each opening. That there is no answer keeps nobody from typing. @param {string} key @param {string} segment @param {string} lang */
  async ask(key, segment, lang) {
    this.known.delete(key);
    const told = await get(`${this.base}/segments/${segment}/memory?lang=${lang}`).catch(() => ({ offers: [] }));
    this.known.set(key, told.offers);
    if (told.offers.length) this.onChange();
  }

  /** What the element shows. @param {string} key */
  sign(key) {
    return this.known.get(key)?.map((each) => each.id);
  }

  /** @param {string} key @param {{source: string, lang: string, isBusy: boolean, onTake: (text: string) => void}} page */
  made(key, { source, lang, isBusy, onTake }) {
    const found = this.known.get(key) ?? [];
    if (!found.length) return null;
    return h("div", { class: "offers", role: "group", "aria-label": t("memory.offers") }, h("p", { class: "muted small" }, t("memory.offers")),
      ...found.map((each) => h("div", { class: "suggestion", "data-offer": each.id },
        h("p", { class: "muted small", lang: source, dir: direction(source) }, each.sentence),
        h("div", { class: "offered", lang, dir: direction(lang) }, each.text),
        h("p", { class: "row" }, h("button", { type: "button", class: "small primary", disabled: isBusy, onclick: () => onTake(each.text), "data-focus": `offer ${each.id}` }, t("memory.use")),
          h("span", { class: "muted small num" }, t("memory.like", { percent: Math.floor(each.likeness * 100) }))))));
  }
}
