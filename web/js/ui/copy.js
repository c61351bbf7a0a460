// A button that copies a command or a link.
import { t } from "../i18n.js";
import { attempt, h, toast } from "./dom.js";

/** @param {string} text */
export function copyButton(text) {
  return h("button", { type: "button", class: "small", onclick: () => attempt(async () => { await navigator.clipboard.writeText(text); toast(t("secretariat.copied")); }) }, t("secretariat.copy"));
}

/** A command with its button. @param {string} text */
export const command = (text) => h("span", { class: "command-line" }, h("code", { dir: "ltr" }, text), copyButton(text));
