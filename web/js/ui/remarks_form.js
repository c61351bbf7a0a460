// The form of remarks: a text and its translations, pasted or out of a file.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { upload } from "../net/api.js";
import { offered } from "../state/remarks.js";
import { attempt, h, part } from "./dom.js";
import { direction } from "./scripts.js";

/** @import {Remarks} from "../types" */
/** @typedef {{delegation: string | null, language: string, text: string, translations: Record<string, string>}} Given */

/**
 * Keeps the form. `send` takes what was written; when it fails the form stays as it is, with the reason.
 * @param {(given: Given, replaced: Remarks | null) => Promise<unknown>} send
 */
export function keepForm(send) {
  const session = theSession();
  const sheet = /** @type {HTMLFormElement} */ (part("form"));
  const language = /** @type {HTMLSelectElement} */ (sheet.elements.namedItem("language"));
  const whose = /** @type {HTMLSelectElement | null} */ (sheet.elements.namedItem("delegation"));
  const opener = part("new");
  const first = session.languages.map((each) => each.code);
  /** @type {Remarks | null} */
  let replaced = null;
  let isTouched = false;

  whose?.replaceChildren(...session.delegations.map((each) => h("option", { value: each.code }, each.name)));
  language.replaceChildren(...offered(boot.languages, first, []).map(option));
  const original = textField("original", t("remarks.text"), () => language.value, touched);
  part("original").replaceChildren(original.element);

  function touched() {
    isTouched = true;
  }

  /** The language that a delegation speaks, as far as it is known. */
  function spoken() {
    const code = whose ? whose.value : boot.me.delegation;
    return session.delegations.find((each) => each.code === code)?.language ?? language.value;
  }

  /** @param {Remarks | null} remarks those that are replaced */
  function open(remarks) {
    replaced = remarks;
    part("told").replaceChildren();
    part("fault").textContent = "";
    if (whose) { whose.disabled = remarks !== null; whose.value = remarks?.delegation ?? whose.value; }
    language.value = remarks?.language ?? spoken();
    original.area.value = remarks?.text ?? "";
    original.turn();
    part("form-title").textContent = t(remarks ? "remarks.replace" : "remarks.hand_in");
    const told = Object.entries(remarks?.translations ?? {});
    for (const [code, text] of told) addTranslation(code, text);
    if (!told.length) addTranslation(first.find((code) => code !== language.value) ?? "", "");
    toggle(true);
  }

  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    sheet.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    isTouched = false;
    if (!isOpen) return opener.focus();
    (whose && !whose.disabled ? whose : language).focus();
    sheet.scrollIntoView({ block: "start" });
  }

  /** @param {string} code @param {string} text */
  function addTranslation(code, text) {
    const menu = h("select", { name: "told" }, ...offered(boot.languages, first, [language.value]).map(option));
    if (code) menu.value = code;
    const box = textField("told", t("remarks.translation_text"), () => menu.value, touched);
    box.area.value = text;
    menu.addEventListener("change", box.turn);
    box.turn();
    const row = h("div", { class: "told-field text-field", "data-translation": true },
      h("div", { class: "row" }, h("label", { class: "field" }, `${t("remarks.translation")} `, menu), h("button", { type: "button", class: "small", onclick: () => { row.remove(); touched(); } }, t("remarks.remove"))), box.element);
    part("told").append(row);
    return menu;
  }

  /** A text that is in another language now: no translation into that one. */
  function languageChanged() {
    original.turn();
    for (const row of part("told").querySelectorAll("[data-translation]")) {
      const menu = /** @type {HTMLSelectElement} */ (row.querySelector("select"));
      const former = menu.value;
      menu.replaceChildren(...offered(boot.languages, first, [language.value]).map(option));
      if (former !== language.value) menu.value = former;
      menu.dispatchEvent(new Event("change"));
    }
  }

  /** @returns {Given} */
  function given() {
    const rows = [...part("told").querySelectorAll("[data-translation]")].map((row) => /** @type {[HTMLSelectElement, HTMLTextAreaElement]} */ ([row.querySelector("select"), row.querySelector("textarea")]));
    const filled = rows.filter(([, area]) => area.value.trim());
    const codes = filled.map(([menu]) => menu.value);
    if (new Set(codes).size < codes.length) throw new Error(t("remarks.doubled"));
    return { delegation: whose?.value ?? null, language: language.value, text: original.area.value, translations: Object.fromEntries(filled.map(([menu, area]) => [menu.value, area.value])) };
  }

  language.addEventListener("change", languageChanged);
  whose?.addEventListener("change", () => { language.value = spoken(); languageChanged(); });
  opener.addEventListener("click", () => (sheet.hidden ? open(null) : toggle(false)));
  part("cancel").addEventListener("click", () => toggle(false));
  part("add").addEventListener("click", () => addTranslation("", "").focus());
  sheet.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (part("send"));
    button.disabled = true;
    part("fault").textContent = "";
    try {
      await send(given(), replaced);
      toggle(false);
    } catch (error) {
      part("fault").textContent = error instanceof Error ? error.message : String(error);
    }
    button.disabled = false;
  });
  addEventListener("beforeunload", (event) => { if (isTouched && !sheet.hidden) event.preventDefault(); });
  return { open };
}

/** @param {{code: string, name: string}} each */
const option = (each) => h("option", { value: each.code, lang: each.code }, each.name);

/** A text and a way to take it from a file. @param {string} name @param {string} label @param {() => string} language @param {() => void} onTouch */
function textField(name, label, language, onTouch) {
  const area = h("textarea", { name, required: name === "original", spellcheck: "false", "aria-label": label, oninput: onTouch });
  const file = h("input", { type: "file", accept: ".docx,.txt,text/plain,application/vnd.openxmlformats-officedocument.wordprocessingml.document", "aria-label": `${t("remarks.open_file")}: ${label}` });
  file.addEventListener("change", () => attempt(async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      area.value = (await upload("/api/remarks/text", chosen)).text;
      onTouch();
    } finally {
      file.value = "";
    }
  }));
  const turn = () => { area.lang = language(); area.dir = direction(language()); };
  turn();
  const element = h("div", { class: "text-field" }, h("div", { class: "row" }, h("span", { class: "small muted" }, t("remarks.text_means")), h("span", { class: "button small open-file" }, t("remarks.open_file"), file)), area);
  if (name === "original") element.prepend(h("strong", {}, label));
  return { element, area, turn };
}
