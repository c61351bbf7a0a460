// What speaks for a paragraph of a zero draft in the room: who supports it, who reserves, who wants it changed; or nothing.
import { t } from "../i18n.js";
import { h } from "./dom.js";

/** @import {Paragraph, Said} from "../types" */

/** @param {Pick<Paragraph, "origin" | "support">} paragraph @param {(code: string) => string} name */
export function supportLine({ origin, support }, name) {
  if (origin !== "zero" && !support) return null;
  if (!support || support.carried) return h("p", { class: "support small" }, h("span", { class: "chip" }, t("support.carried")));
  const list = (/** @type {string} */ key, /** @type {Said[]} */ all, /** @type {string} */ tone) => {
    const names = [...new Set(all.map((each) => each.delegation))].map(name);
    return names.length > 0 && h("span", { class: `chip ${tone}`, title: all.map((each) => `${name(each.delegation)}: ${each.words}`).join("\n") }, t(`support.${key}`, { who: shortened(names) }));
  };
  return h("p", { class: "support small row" }, list("supports", support.supports, "good"), list("reservations", support.reservations, "warn"), list("amendments", support.amendments, "bad"));
}

/** Three names, and how many more. @param {string[]} names */
const shortened = (names) => (names.length > 3 ? `${names.slice(0, 3).join(", ")} +${names.length - 3}` : names.join(", "));
