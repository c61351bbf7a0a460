// Text on the page: names and figures stand apart where the text runs from right to left.
import { boot } from "../boot.js";
import { pieces } from "../state/scripts.js";
import { h } from "./dom.js";

/** @type {Map<string, "ltr" | "rtl">} */
const directions = new Map(boot.languages.map((each) => [each.code, each.direction]));

/** The direction of a language's script. @param {string} lang */
export const direction = (lang) => directions.get(lang) ?? "auto";

/** The nodes of a text in a language. @param {string} text @param {string} lang @returns {(Node | string)[]} */
export function written(text, lang) {
  return pieces(text, direction(lang)).map((each) => (each.isApart ? h("bdi", { dir: "ltr" }, each.text) : each.text));
}
