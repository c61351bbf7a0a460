// A text under someone's hand: Ctrl+Enter saves, Esc gives up; a newer text of somebody else stands beside it.
import { t } from "../i18n.js";
import { h } from "./dom.js";
import { reveal } from "./reveal.js";
import { marked } from "./suggestion.js";

/** @import {Piece} from "../types" */
/** @import {Draft} from "../state/drafts.js" */

/**
 * `pieces`: how the newer text differs from the one that was begun on.
 * @param {{draft: Draft, name: string, label: string, lang: string, isTranslation?: boolean, offers?: HTMLElement | null, pieces?: Piece[] | null, onType: (text: string) => void, onSave: () => void, onCancel: () => void, onYield: () => void}} given
 */
export function editor({ draft, name, label, lang, isTranslation = false, offers = null, pieces = null, onType, onSave, onCancel, onYield }) {
  const area = h("textarea", { lang, dir: "auto", "aria-label": label, "data-focus": `edit ${name}`, oninput: () => { onType(area.value); fit(); } });
  area.value = draft.text;
  const fit = () => { area.rows = Math.min(16, Math.max(3, Math.ceil(area.value.length / 52) + area.value.split("\n").length)); };
  fit();
  area.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSave();
    if (event.key === "Escape") onCancel();
  });
  const newer = draft.newer !== null && h("div", { class: "notice warn newer", role: "alert" },
    h("p", { class: "small" }, h("strong", {}, t(isTranslation ? "minutes.source_changed" : "minutes.conflict"))), h("p", { class: "differing", dir: "auto" }, ...(pieces ? marked(pieces) : [draft.newer])),
    !isTranslation && h("p", {}, h("button", { type: "button", class: "small", onclick: onYield }, t("minutes.take_newer"))));
  return h("div", { class: "editor" }, newer, area, draft.error && h("p", { class: "notice bad small", role: "alert" }, draft.error),
    h("p", { class: "row" },
      h("button", { type: "button", class: "primary small", disabled: draft.isSaving, onclick: onSave, "data-focus": `save ${name}` }, t(draft.newer === null ? "minutes.save" : "minutes.save_over")),
      h("button", { type: "button", class: "small", onclick: onCancel }, t("minutes.cancel")),
      h("span", { class: "muted small hint" }, h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Enter"), ` ${t("minutes.save")} · `, h("kbd", {}, "Esc"), ` ${t("minutes.cancel")}`)), offers);
}

/** Brings an editor that has just appeared into sight, the caret at its end. @param {string} name */
export function focusEditor(name) {
  const area = document.querySelector(`[data-focus="edit ${name}"]`);
  if (!(area instanceof HTMLTextAreaElement)) return;
  reveal(area);
  area.setSelectionRange(area.value.length, area.value.length);
}
