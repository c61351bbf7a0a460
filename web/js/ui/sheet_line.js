// One line of the last-look sheet: where it is, whose it is, what is open there.
import { has, t } from "../i18n.js";
import { languageName } from "./direction.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {SheetLine} from "../types" */

/** @param {SheetLine} each @param {(code: string) => string} name */
export function sheetLine(each, name) {
  const place = each.label ? t("sheet.paragraph", { number: each.label }) : each.paragraph === "title" ? t("rendering.title") : "";
  const who = each.delegations.map(name).join(", ");
  const found = detail(each, name);
  const text = each.what === "silence_running" ? t("sheet.until", { at: moment(Number(each.text)) }) : each.what === "unsupported" && found ? "" : each.text;
  const parts = [each.language ? languageName(each.language) : "", place, who, found].filter(Boolean).join(" · ");
  return h("a", { href: each.link }, parts, parts && text ? ": " : "", text && h("bdi", {}, text), !each.is_blocking && h("span", { class: "chip" }, t("sheet.taken")));
}

/** @param {SheetLine} each @param {(code: string) => string} name */
function detail(each, name) {
  const key = { open_brackets: `hold.${each.detail}`, outdated_positions: `position.${each.detail}`, unsupported: `statement.fault_${each.detail}`, not_reviewed: "", figures_differ: "", versions_differ: `rendering.fault_${each.detail}` }[each.what] ?? `sheet.${each.detail}`;
  return has(key) ? t(key, { text: each.detail === "held" ? name(each.text) : each.text }) : "";
}
