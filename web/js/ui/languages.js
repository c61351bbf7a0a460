// The choice of the captions' language: what a reader of each gets, and the command that would bring what is missing.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { standings, statusKey } from "../state/notes.js";
import { h } from "./dom.js";

/** @import {LanguageStatus, Session} from "../types" */

/** The language that fits the reader best. @param {Session} session @param {(string | null)[]} wishes the first that the session has */
export function bestView(session, wishes) {
  const known = new Set(["floor", ...session.languages.map((each) => each.code)]);
  const plain = wishes.map((wish) => (wish && !known.has(wish) ? wish.split("-")[0] : wish));
  return plain.find((wish) => wish && known.has(wish)) ?? "floor";
}

/** Each language with what a reader gets of it, where that is known. @param {HTMLSelectElement} menu @param {Session} session @param {string} view */
export function fillMenu(menu, session, view) {
  const isPlain = (/** @type {LanguageStatus} */ each) => each.status === "live" || !each.sources.length;
  const options = session.languages.map((each) => h("option", { value: each.code, lang: each.code }, isPlain(each) ? each.name : `${each.name} · ${t(statusKey(each))}`));
  menu.replaceChildren(h("option", { value: "floor" }, t("viewer.floor")), ...options);
  menu.value = view;
}

/** What a reader of the language must know, or null when it is live. @param {LanguageStatus | undefined} language */
export function explanation(language) {
  if (!language || language.status === "live") return null;
  const isHost = boot.me.role === "secretariat";
  return h("div", {}, ...standingLines(language),
    language.command && h("details", { open: isHost }, h("summary", { class: "small" }, t("viewer.command")), h("code", { class: "command", dir: "ltr" }, language.command)));
}

/** Of which languages a reader gets what, a line for each standing that is not live. @param {LanguageStatus} language */
export function standingLines(language) {
  const told = standings(language).filter((each) => each.status !== "live");
  if (!told.length) return [h("p", {}, t("viewer.unknown_means"))];
  const names = new Intl.DisplayNames([boot.ui], { type: "language" });
  const list = new Intl.ListFormat(boot.ui, { type: "conjunction" });
  return told.map(({ status, codes }) => h("p", {}, t(`viewer.${status}_means`, { sources: list.format(codes.map((code) => names.of(code) ?? code)) })));
}
