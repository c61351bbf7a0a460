// The form of an amendment, on a copy of the paragraph: the difference is shown while one types, before anything is sent. Also where a person merges several.
import { t } from "../i18n.js";
import { preview } from "../state/amendments.js";
import { difference } from "../state/difference.js";
import { h } from "./dom.js";
import { marked } from "./suggestion.js";

/** @import {Amendment, Paragraph} from "../types" */
/** @import {Draft} from "../state/drafts.js" */
/** `by`: on whose behalf ("": one's own); `merged`: the amendments that a text is made of; `key`: what it is sent under, so that a second sending is not a second amendment. @typedef {{key: string, kind: "replace" | "insert" | "delete" | "move" | "merge", note: string, after: string | null, of: Amendment | null, by: string, merged: Amendment[]}} Given */
/**
 * @typedef {object} Page
 * @property {string} language
 * @property {{code: string, name: string}[]} authors for whom the reader may hand it in; none: for the own delegation alone
 * @property {{id: string, label: string}[]} places behind which a paragraph can be moved
 * @property {boolean} isUnderSilence an amendment would break the procedure
 * @property {(text: string) => void} onType
 * @property {(given: Partial<Given>) => void} onGiven
 * @property {() => void} onSend
 * @property {() => void} onCancel
 * @property {() => void} onYield the newer text is taken as one's own
 */

const KINDS = /** @type {const} */ (["replace", "insert", "delete", "move"]);

/** @param {Paragraph} paragraph @param {Draft} draft @param {Given} given @param {Page} page */
export function amendForm(paragraph, draft, given, page) {
  const isWritten = given.kind === "replace" || given.kind === "insert" || given.kind === "merge";
  const area = h("textarea", { lang: page.language, dir: "auto", "aria-label": t(`amendment.text_${given.kind}`), "data-focus": `amend ${paragraph.id}`, maxlength: "10000" });
  area.value = draft.text;
  const shown = h("div", { class: "preview", "aria-live": "polite" });
  const send = h("button", { type: "submit", class: "primary small", "data-focus": `send ${paragraph.id}` }, t(given.kind === "merge" ? "amendment.accept_merged" : "amendment.send"));
  const look = () => {
    fit(area);
    const found = given.kind === "merge" ? difference(paragraph.text, area.value) : preview(paragraph, given.kind, area.value);
    send.disabled = draft.isSaving || (found === null && given.kind !== "move");
    shown.replaceChildren(found ? h("p", { class: "differing", lang: page.language, dir: "auto" }, ...marked(found)) : h("p", { class: "muted small" }, t(given.kind === "move" ? "amendment.choose_place" : "amendment.nothing_yet")));
  };
  let isDue = false;
  area.addEventListener("input", () => {
    page.onType(area.value);
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; look(); });
  });
  const form = h("form", { class: "amend-form editor", "aria-label": title(given) },
    h("p", { class: "row spread" }, h("strong", {}, title(given)), given.kind !== "merge" && !given.of && kinds(given, paragraph, page)),
    page.isUnderSilence && h("p", { class: "notice warn small" }, t("silence.amendment_breaks")),
    newer(draft, page),
    isWritten && area, given.kind === "move" && places(given, page), shown,
    h("label", { class: "field small" }, t(given.kind === "merge" ? "amendment.why" : "amendment.note"), noteField(given, paragraph, page)),
    page.authors.length > 0 && given.kind !== "merge" && authors(given, paragraph, page),
    draft.error && h("p", { class: "notice bad small", role: "alert" }, draft.error),
    h("p", { class: "row" }, send, h("button", { type: "button", class: "small", onclick: page.onCancel }, t("minutes.cancel")), h("span", { class: "muted small hint" }, h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Enter"), " · ", h("kbd", {}, "Esc"))));
  form.addEventListener("submit", (event) => { event.preventDefault(); page.onSend(); });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !send.disabled) page.onSend();
    if (event.key === "Escape") page.onCancel();
  });
  look();
  return form;
}

/** @param {Given} given */
function title(given) {
  if (given.kind === "merge") return t("amendment.merging", { numbers: given.merged.map((each) => each.number).join(", ") });
  return given.of ? t("amendment.amending", { number: given.of.number }) : t("statement.amend");
}

/** Rows for what is in it. @param {HTMLTextAreaElement} area */
function fit(area) {
  area.rows = Math.min(14, Math.max(3, Math.ceil(area.value.length / (area.clientWidth > 560 ? 74 : 36)) + area.value.split("\n").length));
}

/** Somebody changed the paragraph meanwhile: one's own text stays, the other one and the difference stand beside it. @param {Draft} draft @param {Page} page */
function newer(draft, page) {
  if (draft.newer === null) return null;
  return h("div", { class: "notice warn newer", role: "alert" }, h("p", { class: "small" }, h("strong", {}, t("amendment.newer"))), h("p", { dir: "auto", lang: page.language }, ...marked(difference(draft.base, draft.newer))),
    h("p", {}, h("button", { type: "button", class: "small", onclick: page.onYield }, t("minutes.take_newer"))));
}

/** @param {Given} given @param {Paragraph} paragraph @param {Page} page */
function kinds(given, paragraph, page) {
  const menu = h("select", { class: "small", "aria-label": t("amendment.kind"), "data-focus": `kind ${paragraph.id}`, onchange: () => page.onGiven({ kind: /** @type {Given["kind"]} */ (menu.value) }) },
    ...KINDS.map((kind) => h("option", { value: kind, selected: kind === given.kind }, t(`amendment.does_${kind}`))));
  return menu;
}

/** @param {Given} given @param {Page} page */
function places(given, page) {
  const menu = h("select", { onchange: () => page.onGiven({ after: menu.value || null }) }, h("option", { value: "", selected: !given.after }, t("amendment.move_first")), ...page.places.map((each) => h("option", { value: each.id, selected: each.id === given.after }, t("amendment.move_behind", { paragraph: each.label }))));
  return h("label", { class: "field small" }, t("amendment.place"), menu);
}

/** @param {Given} given @param {Paragraph} paragraph @param {Page} page */
function noteField(given, paragraph, page) {
  const field = h("input", { value: given.note, maxlength: "2000", dir: "auto", "data-focus": `note ${paragraph.id}`, oninput: () => { given.note = field.value; } });
  return field;
}

/** @param {Given} given @param {Paragraph} paragraph @param {Page} page */
function authors(given, paragraph, page) {
  const menu = h("select", { "data-focus": `by ${paragraph.id}`, onchange: () => page.onGiven({ by: menu.value }) }, ...page.authors.map((each) => h("option", { value: each.code, selected: each.code === given.by }, each.name)));
  return h("label", { class: "field small" }, t("amendment.on_behalf"), menu);
}
