// What was said in the room: a table of themes by delegations, as the draft understood it.
import { t } from "../i18n.js";
import { h } from "./dom.js";

/** @import {Stances} from "../types" */

/** How a stance looks. @type {Record<string, [string, string]>} */
const LOOKS = {
  propose: ["good", "✦"], agree: ["good", "✓"], leaning: ["warn", "✓?"], commitment: ["good", "●"], intention: ["good", "○"], no_objection: ["good", "○"], conditional: ["warn", "if"], condition: ["warn", "if"],
  reserve: ["warn", "◐"], disassociate: ["warn", "⊘"], unclear: ["warn", "?"], contradicts: ["bad", "⇄"], object: ["bad", "✕"], amend: ["bad", "✎"], experience: ["", "◇"],
};

/** @param {HTMLElement} box @param {Stances | null} told @param {{name: (code: string) => string, where: (id: string) => string, names: number}} page */
export function drawStances(box, told, { name, where, names }) {
  const sign = JSON.stringify([told, names, told?.themes.flatMap((each) => each.paragraphs.map(where))]);
  if (box.dataset.sign === sign) return;
  box.dataset.sign = sign;
  const delegations = Object.keys(told?.stance_table ?? {}).sort((a, b) => name(a).localeCompare(name(b)));
  if (!told?.themes.length || !delegations.length) {
    box.replaceChildren(h("p", { class: "empty" }, t("stances.none")));
    return;
  }
  const head = h("tr", {}, h("th", { scope: "col" }, t("stances.theme")), ...delegations.map((code) => h("th", { scope: "col" }, name(code))));
  const rows = told.themes.map((each) => h("tr", {}, h("th", { scope: "row", dir: "auto" }, each.theme, h("span", { class: "small muted" }, " ", ...each.paragraphs.flatMap((id, place) => [place ? " " : "", h("a", { href: `#${id}` }, where(id))]))),
    ...delegations.map((code) => cell(told.stance_table[code]?.[each.theme] ?? ""))));
  box.replaceChildren(h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": t("stances.title") }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))));
}

/** @param {string} stance */
function cell(stance) {
  if (!stance) return h("td", {}, h("span", { class: "visually-hidden" }, t("stances.silent")));
  const [tone, sign] = LOOKS[stance] ?? ["", "?"];
  const words = t(`stance.${stance}`);
  return h("td", { class: `position ${tone}`, title: words }, h("span", { class: "sign", "aria-hidden": "true" }, sign), h("span", { class: "small" }, ` ${words}`));
}
