// What speaks for a paragraph in the room: who supports it, who reserves, who wants it changed, who was heard as a yes; or nothing.
import { t } from "../i18n.js";
import { h } from "./dom.js";

/** @import {Paragraph, Position, Said} from "../types" */

/** @param {Pick<Paragraph, "origin" | "support">} paragraph @param {(code: string) => string} name */
export function supportLine({ origin, support }, name) {
  const isTold = support && [support.supports, support.reservations, support.amendments].some((each) => each.length > 0);
  if (origin !== "zero" && !isTold) return null;
  if (!support || support.carried) return h("p", { class: "support small" }, h("span", { class: "chip" }, t("support.carried")));
  const list = (/** @type {string} */ key, /** @type {Said[]} */ all, /** @type {string} */ tone) => {
    const names = [...new Set(all.map((each) => each.delegation))].map(name);
    return names.length > 0 && h("span", { class: `chip ${tone}`, title: all.map((each) => `${name(each.delegation)}: ${each.words}`).join("\n") }, t(`support.${key}`, { who: shortened(names) }));
  };
  return h("p", { class: "support small row" }, list("supports", support.supports, "good"), list("reservations", support.reservations, "warn"), list("amendments", support.amendments, "bad"));
}

/** Who was heard as a yes and is not counted in the text, with the words, until they take a position on it or on the whole. @param {Pick<Paragraph, "id" | "support">} paragraph @param {(code: string) => string} name @param {Pick<Position, "delegation" | "paragraph">[]} positions */
export function leaningFold({ id, support }, name, positions) {
  const open = (support?.leaning ?? []).filter((each) => !positions.some((one) => one.delegation === each.delegation && ["", id].includes(one.paragraph)));
  if (!open.length) return null;
  return h("details", { class: "leaning small", "data-fold": "leaning" }, h("summary", {}, t("support.leaning", { who: shortened([...new Set(open.map((each) => each.delegation))].map(name)) })),
    h("p", { class: "muted" }, t("support.leaning_means")),
    h("ul", { class: "plain" }, ...open.map((each) => h("li", {}, h("strong", {}, name(each.delegation)), " ",
      each.words ? h("q", { lang: each.language, dir: "auto" }, each.words) : t("support.no_words"), " ",
      each.segments.length > 0 && h("a", { href: `/s/${each.session}/minutes#${encodeURIComponent(each.segments[0] ?? "")}` }, t("home.minutes"))))));
}

/** Three names, and how many more. @param {string[]} names */
const shortened = (names) => (names.length > 3 ? `${names.slice(0, 3).join(", ")} +${names.length - 3}` : names.join(", "));
