// A button that copies a command or a link.
import { t } from "../i18n.js";
import { attempt, h, toast } from "./dom.js";

/** Puts a text into the clipboard, and says so. @param {string} text */
export const copied = (text) => attempt(async () => { await navigator.clipboard.writeText(text); toast(t("secretariat.copied")); });

/** @param {string} text */
export const copyButton = (text) => h("button", { type: "button", class: "small", onclick: () => copied(text) }, t("secretariat.copy"));

/** A command with its button. @param {string} text */
export const command = (text) => h("span", { class: "command-line" }, h("code", { dir: "ltr" }, text), copyButton(text));
