// The field in which a head of delegation types the code of the second factor, under what is signed.
import { t } from "../i18n.js";
import { figures } from "../state/adoption.js";
import { h } from "./dom.js";

/** @param {(code: string) => Promise<string>} onSign why it was not signed, "" where it was @param {string} means the id of the words that say what the code is */
export function signForm(onSign, means) {
  const code = h("input", { class: "code", name: "code", inputmode: "numeric", autocomplete: "one-time-code", pattern: "[0-9 ]*", maxlength: "7", required: true, dir: "ltr", "aria-describedby": means, oninput: () => { refused.replaceChildren(); button.disabled = figures(code.value).length !== 6; } });
  const button = h("button", { class: "primary", disabled: true }, t("adopt.sign"));
  const refused = h("div", { class: "refused", role: "alert" });
  return h("form", { onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    button.disabled = true;
    const why = await onSign(figures(code.value));
    code.value = "";
    refused.replaceChildren(...(why ? [h("p", { class: "notice bad" }, why)] : []));
    code.focus();
  } }, h("label", { class: "field" }, t("adopt.code"), code), button, refused);
}
