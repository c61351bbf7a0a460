// Who translates into each language: the machine, or a person, whom the chair and the secretariat may relieve of it.
import { t } from "../i18n.js";
import { h } from "./dom.js";
import { keyed } from "./keyed.js";
import { languageName } from "./tongues.js";

/** @import {LanguageStatus} from "../types" */

/** @param {HTMLElement} box @param {LanguageStatus[]} languages @param {(lang: string) => void} release */
export function drawHands(box, languages, release) {
  keyed(box, languages.map(({ code, interpreter }) => ({ code, name: interpreter?.name ?? "" })), {
    id: (each) => each.code,
    sign: (each) => each,
    make: (each) => h("li", { class: "row hand", "data-hand": each.code }, h("span", { class: "grow" }, languageName(each.code)),
      each.name ? h("span", { class: "chip good", dir: "auto" }, t("chair.by_person", { name: each.name })) : h("span", { class: "small muted" }, t("chair.by_machine")),
      each.name && h("button", { type: "button", class: "small", "data-focus": `hand ${each.code}`, onclick: () => release(each.code), "aria-label": `${t("chair.release")}: ${languageName(each.code)}` }, t("chair.release"))),
  });
}
