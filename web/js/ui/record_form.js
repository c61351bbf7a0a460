// An item under someone's hand: words, heading, owner and day, the lines it cites; and the dialog that adds one.
import { t } from "../i18n.js";
import { calledBy } from "../state/called.js";
import { show } from "./dialog.js";
import { clock, h } from "./dom.js";
import { direction } from "./scripts.js";

/** @import {RecordItem, Delegation, Segment} from "../types" */
/** @import {Fields, Writing} from "../state/record.js" */

/**
 * @param {RecordItem} item @param {Writing} writing
 * @param {{language: string, delegations: Delegation[], onType: (fields: Partial<Fields>) => void, onSave: (isAccepted: boolean) => void, onCancel: () => void, onYield: () => void}} page
 */
export function itemForm(item, writing, { language, delegations, onType, onSave, onCancel, onYield }) {
  const { fields } = writing;
  const area = h("textarea", { lang: language, dir: direction(language), rows: Math.min(14, Math.max(3, Math.ceil(fields.text.length / 70) + 1)), "aria-label": t("record.text"), "data-focus": `text ${item.id}`, oninput: () => onType({ text: area.value }) });
  area.value = fields.text;
  const chosen = new Set(fields.segments);
  const cite = (/** @type {string} */ id, /** @type {boolean} */ isOn) => { isOn ? chosen.add(id) : chosen.delete(id); onType({ segments: item.evidence.map((each) => each.id).filter((each) => chosen.has(each)) }); };
  const form = h("form", { class: "stack" },
    writing.newer !== null && h("div", { class: "notice warn", role: "alert" }, h("p", { class: "small" }, h("strong", {}, t("minutes.conflict"))), h("p", { dir: "auto" }, writing.newer), h("p", {}, h("button", { type: "button", class: "small", onclick: onYield }, t("minutes.take_newer")))),
    area, charge(fields, item.kind, delegations, item.id, onType),
    item.evidence.length > 1 && h("fieldset", { class: "cited-lines" }, h("legend", {}, t("record.cites")), ...item.evidence.map((each) => h("label", { class: "check" },
      h("input", { type: "checkbox", checked: chosen.has(each.id), onchange: (/** @type {Event} */ event) => cite(each.id, /** @type {HTMLInputElement} */ (event.target).checked) }), h("span", { dir: "auto" }, `${clock(each.start_ms)} ${each.speaker ?? ""}: ${each.text}`)))),
    writing.error && h("p", { class: "notice bad small", role: "alert" }, writing.error),
    h("p", { class: "row" }, h("button", { class: "primary small", disabled: writing.isSaving, "data-focus": `save ${item.id}` }, t("record.save_accept")),
      h("button", { type: "button", class: "small", disabled: writing.isSaving, onclick: () => onSave(false) }, t("minutes.save")),
      h("button", { type: "button", class: "small", onclick: onCancel }, t("minutes.cancel")),
      h("span", { class: "muted small keys" }, h("span", {}, h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Enter"), ` ${t("record.save_accept")}`), h("span", {}, h("kbd", {}, "Esc"), ` ${t("minutes.cancel")}`))));
  form.addEventListener("submit", (event) => { event.preventDefault(); onSave(true); });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); onSave(true); }
    if (event.key === "Escape") onCancel();
  });
  return form;
}

/** Heading, owner and day. @param {Pick<Fields, "theme" | "owner" | "due" | "due_said">} fields @param {string} kind @param {Delegation[]} delegations @param {string} key @param {(fields: Partial<Fields>) => void} onType */
function charge(fields, kind, delegations, key, onType) {
  const input = (/** @type {"theme" | "owner" | "due" | "due_said"} */ name, more = {}) => h("label", { class: "field" }, t(`record.${name}`), h("input", { name, value: fields[name], "data-focus": `${name} ${key}`, dir: "auto", oninput: (/** @type {Event} */ event) => onType({ [name]: /** @type {HTMLInputElement} */ (event.target).value }), ...more }));
  const list = `delegations-${key}`;
  return h("div", { class: "fields" }, input("theme"), ...(kind === "summary" ? [] : [
    input("owner", { list }), h("datalist", { id: list }, ...delegations.map((each) => h("option", { value: each.code }, calledBy(each)))),
    input("due", { placeholder: "2027-03-31", pattern: "20[0-9]{2}-[0-9]{2}(-[0-9]{2})?", title: t("record.due_form") }), input("due_said")]));
}

/**
 * An item by hand: its words and the lines that it rests on.
 * @param {"summary" | "decisions"} tab @param {string} language @param {Segment[]} segments @param {Delegation[]} delegations
 * @returns {Promise<(Partial<Fields> & {kind: string}) | null>}
 */
export async function askItem(tab, language, segments, delegations) {
  /** @type {Partial<Fields>} */
  let fields = {};
  const cited = new Set();
  const kind = tab === "summary" ? null : h("select", { name: "kind" }, h("option", { value: "decision" }, t("record.decision")), h("option", { value: "action" }, t("record.action")));
  const area = h("textarea", { rows: 4, required: true, lang: language, dir: direction(language), "aria-label": t("record.text"), "data-new": true });
  const find = h("input", { type: "search", placeholder: t("minutes.find"), "aria-label": t("minutes.find"), oninput: () => draw() });
  const list = h("div", { class: "lines cited-lines" });
  const add = h("button", { class: "primary", value: "add", disabled: true }, t("record.add"));
  const check = () => { add.disabled = !area.value.trim() || !cited.size; };
  area.addEventListener("input", check);
  const draw = () => {
    const words = find.value.trim().toLocaleLowerCase();
    const fitting = segments.filter((each) => each.status !== "retracted" && (cited.has(each.id) || !words || `${each.speaker ?? ""} ${each.text} ${each.translations[language]?.text ?? ""}`.toLocaleLowerCase().includes(words)));
    list.replaceChildren(...fitting.slice(-40).map((each) => h("label", { class: "check" }, h("input", { type: "checkbox", checked: cited.has(each.id), onchange: (/** @type {Event} */ event) => { /** @type {HTMLInputElement} */ (event.target).checked ? cited.add(each.id) : cited.delete(each.id); check(); } }),
      h("span", { dir: "auto" }, `${clock(each.start_ms)} ${each.speaker ?? ""}: ${each.translations[language]?.text || each.text}`))));
  };
  draw();
  const form = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, kind && h("label", { class: "field" }, t("record.kind"), kind), area,
    charge({ theme: "", owner: "", due: "", due_said: "" }, tab === "summary" ? "summary" : "decision", delegations, "new", (more) => { fields = { ...fields, ...more }; }),
    h("p", { class: "small" }, h("strong", {}, t("record.cites"))), find, list),
  h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), add));
  const answer = await show(t("record.add"), form);
  if (answer !== "add") return null;
  return { ...fields, kind: kind ? kind.value : "summary", text: area.value, segments: segments.map((each) => each.id).filter((each) => cited.has(each)) };
}
