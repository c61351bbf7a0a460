// The form of a delegation: what its country is called, offered as soon as the code is typed.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { h, part } from "./dom.js";

/** @typedef {{short: string, formal?: string, adjective?: string}} Names */
/** @typedef {{code: string, names: Record<string, Names>}} Country */

/** Offers codes, fills the name in, and shows it in every language to choose from. @param {HTMLFormElement} sheet */
export function offerNames(sheet) {
  const code = /** @type {HTMLInputElement} */ (sheet.elements.namedItem("code"));
  const name = /** @type {HTMLInputElement} */ (sheet.elements.namedItem("name"));
  const offered = part("country-names", sheet);
  /** The name that came from here: what a person typed is never replaced. */
  let filled = "";
  let asked = "";

  /** @param {string} text */
  function choose(text) {
    name.value = filled = text;
  }

  /** @param {Country | null} country */
  function draw(country) {
    const known = country ? names(country) : [];
    offered.hidden = !known.length;
    offered.replaceChildren(...known.map(({ lang, text }) => h("button", { type: "button", class: "small quiet", lang, dir: "auto", "aria-label": t("secretariat.take_name", { name: text }), onclick: () => { choose(text); name.focus(); } }, h("span", { class: "muted" }, lang), ` ${text}`)));
    const own = country?.names[boot.ui]?.short ?? country?.names.en?.short ?? "";
    if (!name.value || name.value === filled) choose(own);
  }

  async function look() {
    const wanted = code.value.trim().toUpperCase();
    if (wanted === asked) return;
    asked = wanted;
    const found = /^[A-Z]{2}$/.test(wanted) ? await get(`/api/countries/${wanted}`).catch(() => null) : null; // a code of one's own has no names here
    if (wanted === asked) draw(found);
  }

  code.addEventListener("input", look);
  sheet.addEventListener("reset", () => { filled = asked = ""; draw(null); });
  code.addEventListener("focus", () => fillCodes(part("country-codes")), { once: true });
}

/** Short and formal names, each once, those of the interface's language first. @param {Country} country @returns {{lang: string, text: string}[]} */
export function names(country) {
  const order = [boot.ui, ...boot.languages.map((each) => each.code)].filter((code, at, all) => code in country.names && all.indexOf(code) === at);
  const every = order.flatMap((lang) => [country.names[lang].short, country.names[lang].formal].filter((text) => text !== undefined).map((text) => ({ lang, text })));
  return every.filter((each, at) => every.findIndex((other) => other.text === each.text) === at);
}

/** @param {HTMLElement} list */
async function fillCodes(list) {
  const { countries } = await get(`/api/countries?lang=${boot.ui}`).catch(() => ({ countries: [] }));
  list.replaceChildren(...countries.map((/** @type {{code: string, name: string}} */ each) => h("option", { value: each.code }, each.name)));
}
