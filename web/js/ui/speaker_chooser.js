// Who spoke a line: one of the known speakers or delegations, or a name that is typed. Typing narrows the list; Enter takes what is marked.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";

/** @typedef {{speaker: string, delegation: string | null}} Chosen */

/** So many are shown at once. */
const MOST = 12;

/**
 * @param {Chosen[]} known speakers first, then delegations that nobody has spoken for @param {Chosen} now
 * @returns {Promise<Chosen | null>} null when it was left
 */
export async function chooseSpeaker(known, now) {
  /** @type {Chosen | null} */
  let chosen = null;
  let marked = 0;
  const list = h("ul", { id: "speaker-list", role: "listbox", class: "plain chooser", "aria-label": t("minutes.speaker") });
  const field = h("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "speaker-list", "aria-autocomplete": "list", autocomplete: "off", placeholder: t("minutes.speaker_type"), "aria-label": t("minutes.speaker") });
  const form = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", { class: "muted small" }, t("minutes.speaker_now", { name: now.speaker || t("minutes.nobody") })), field, list));
  const take = (/** @type {Chosen} */ each) => { chosen = each; form.closest("dialog")?.close("yes"); };
  /** @returns {Chosen[]} */
  const found = () => {
    const words = plain(field.value);
    const fitting = known.filter((each) => plain(`${each.speaker} ${each.delegation ?? ""}`).includes(words)).slice(0, MOST);
    const typed = field.value.trim();
    return typed && !known.some((each) => each.speaker === typed) ? [...fitting, { speaker: typed, delegation: null }] : fitting;
  };
  const draw = () => {
    const all = found();
    marked = Math.max(0, Math.min(marked, all.length - 1));
    list.replaceChildren(...all.map((each, place) => h("li", { id: `speaker-${place}`, role: "option", "aria-selected": String(place === marked), onclick: () => take(each) },
      h("span", { dir: "auto" }, each.speaker), h("span", { class: "muted small" }, known.includes(each) ? (each.delegation ?? "") : t("minutes.speaker_new")))));
    if (all.length) field.setAttribute("aria-activedescendant", `speaker-${marked}`);
    else field.removeAttribute("aria-activedescendant");
    list.children[marked]?.scrollIntoView({ block: "nearest" });
  };
  field.addEventListener("input", () => { marked = 0; draw(); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); marked += step; draw(); }
    if (event.key === "Enter") { event.preventDefault(); const each = found()[marked]; if (each) take(each); }
  });
  draw();
  const closed = show(t("minutes.change_speaker"), form);
  field.focus();
  await closed;
  return chosen;
}

/** @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().trim();
