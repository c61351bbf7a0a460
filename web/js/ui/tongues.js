// The language that a microphone is declared to speak: who changes it, and the doubt of recognition in words.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { h } from "./dom.js";

/** @import {Stream} from "../types" */

const names = new Intl.DisplayNames([boot.ui], { type: "language" });

/** A language's name in the language of the page. @param {string} code */
export const languageName = (code) => names.of(code) ?? code;

/**
 * The doubt that speech is in the declared language, with one click to change it.
 * @param {string} declared @param {string} heard @param {(language: string) => void} change
 */
export function doubt(declared, heard, change) {
  return [h("span", { class: "grow" }, t("language.doubt", { heard: languageName(heard), declared: languageName(declared) })),
    h("button", { type: "button", class: "small", "data-change": heard, onclick: () => change(heard) }, t("language.change", { heard: languageName(heard) }))];
}

/**
 * One open microphone at the chair's desk: whose it is, its language, and the doubt.
 * @param {Stream} stream @param {string} name @param {(language: string) => void} change
 */
export function tongue(stream, name, change) {
  const codes = [...new Set([stream.language, ...boot.languages.map((each) => each.code)])];
  const select = h("select", { "data-focus": `tongue ${stream.id}`, onchange: () => {
    const wished = select.value;
    select.value = stream.language; // until the server has it
    change(wished);
  } },
    ...codes.map((code) => h("option", { value: code, selected: code === stream.language }, languageName(code))));
  return h("li", { class: stream.sounds_like ? "tongue doubted" : "tongue", "data-tongue": stream.id }, h("label", { class: "row" }, h("span", { class: "grow" }, name), select),
    stream.sounds_like && h("p", { class: "row doubt", role: "status" }, ...doubt(stream.language, stream.sounds_like, change)));
}
