// The sheet that lists what the keys do.
import { t } from "../i18n.js";
import { COMMANDS } from "../state/keys.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";

/** @type {Record<string, string>} */
const SIGNS = { ArrowDown: "↓", ArrowUp: "↑" };

/** A key as it is written on the key. @param {string} key */
const cap = (key) => h("kbd", {}, key === " " ? t("keys.space") : (SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key)));

/** The keys of a command in words, for menus and titles. @param {string} name */
export function keysOf(name) {
  const letter = COMMANDS.find((each) => each.name === name)?.letter;
  return letter ? `Alt ${SIGNS[letter] ?? letter}` : "";
}

/** Shows it. @param {boolean} canEdit */
export function showShortcuts(canEdit) {
  const rows = COMMANDS.filter((each) => canEdit || READERS.includes(each.name)).map((each) => h("tr", {}, h("th", { scope: "row" }, t(`keys.${each.name}`)),
    h("td", {}, each.letter && h("span", {}, h("kbd", {}, "Alt"), " ", cap(each.letter))),
    h("td", {}, ...(each.plain ?? []).flatMap((key, place) => [place ? " " : "", cap(key)]))));
  const written = ["done", "leave", "undo"].map((name) => h("tr", {}, h("th", { scope: "row" }, t(`keys.${name}`)), h("td", {}, cap({ done: "Enter", leave: "Esc", undo: "Ctrl Z" }[name] ?? "")), h("td", {})));
  return show(t("keys.title"), h("div", { class: "dialog-body stack" }, h("p", { class: "small muted" }, t("keys.means")),
    h("table", {}, h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, t("keys.everywhere")), h("th", { scope: "col" }, t("keys.on_line")))), h("tbody", {}, ...rows, ...(canEdit ? written : [])))));
}

/** What those may do who only read. */
const READERS = ["play", "hear", "back", "forward", "doubt_next", "doubt_before", "versions", "time", "help"];
