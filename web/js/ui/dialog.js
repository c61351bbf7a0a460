// Dialogs: a question before what can't be undone, and forms. The browser's own <dialog> keeps the focus inside.
import { t } from "../i18n.js";
import { h } from "./dom.js";
import { returning } from "./reveal.js";

/** What one writes or chooses in first, not the sign that closes. */
const FIRST = "[data-first], textarea, input:not([type='hidden']):not(:disabled), select";

/**
 * Asks before an action.
 * @param {{title: string, text?: (string | Node)[], yes: string, isDangerous?: boolean, typed?: string}} question `typed`: what must be typed first
 * @returns {Promise<boolean>}
 */
export function ask({ title, text = [], yes, isDangerous = false, typed = "" }) {
  const agree = h("button", { class: isDangerous ? "danger" : "primary", value: "yes", "data-yes": true, disabled: Boolean(typed) }, yes);
  const field = h("input", { dir: "auto", autocomplete: "off", autocapitalize: "off", spellcheck: "false", oninput: () => { agree.disabled = field.value.trim() !== typed; } });
  const form = h("form", { method: "dialog" },
    h("div", { class: "dialog-body stack" }, ...text.map((each) => (typeof each === "string" ? h("p", {}, each) : each)),
      typed && h("label", { class: "field" }, t("dialog.type", { text: typed }), field)),
    h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), agree));
  return show(title, form).then((answer) => answer === "yes");
}

/** Shows a dialog; it is gone when it is closed. @param {string} title @param {HTMLElement} content @returns {Promise<string>} what it was closed with */
export function show(title, content) {
  const dialog = h("dialog", { "aria-label": title }, h("div", { class: "dialog-head" }, h("h2", {}, title),
    h("button", { type: "button", class: "quiet icon", "aria-label": t("dialog.close"), onclick: () => dialog.close("") }, "✕")), content);
  const back = returning();
  document.body.append(dialog);
  dialog.showModal();
  /** @type {HTMLElement | null} */ (content.querySelector(FIRST))?.focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.activeElement === document.body) back(); // what it was opened with was made anew meanwhile
    resolve(dialog.returnValue);
  }, { once: true }));
}
