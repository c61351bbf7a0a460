// Forms of adoption: who is enrolled, the code that is shown once, an embargo, a corrigendum.
import { t } from "../i18n.js";
import { embargoEnd, isThereOnce } from "../state/adoption.js";
import { localOf } from "../state/silence.js";
import { show } from "./dialog.js";
import { languageName } from "./direction.js";
import { h } from "./dom.js";

/** @param {string} yes */
const foot = (yes) => h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, yes));

/** Who is enrolled for a party; "" when the reader gave up. @param {string} party @param {string | null} head */
export async function askHead(party, head) {
  const field = h("input", { name: "person", maxlength: "120", required: true, dir: "auto", autocomplete: "off", value: head ?? "" });
  const text = [t("adopt.enrol_ask", { party }), ...(head ? [t("adopt.enrol_replaces", { by: head })] : [])];
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, ...text.map((each) => h("p", {}, each)), h("label", { class: "field" }, t("adopt.head"), field)), foot(t("adopt.enrol")));
  return (await show(t("adopt.enrol_title", { party }), body)) === "yes" ? field.value.trim() : "";
}

/** The second factor, to be scanned now: it is never shown again. @param {{qr: string, secret: string, person: string}} handed @param {string} party */
export async function showOnce({ qr, secret, person }, party) {
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body qr-once" },
    h("p", {}, t("adopt.qr_means", { by: person, party })), h("img", { src: qr, alt: t("adopt.qr_alt"), width: "256", height: "256" }),
    h("details", {}, h("summary", {}, t("adopt.qr_type")), h("code", { dir: "ltr", "data-secret": true }, (secret.match(/.{1,4}/g) ?? []).join(" "))),
    h("p", { class: "notice warn" }, t("adopt.qr_once"))), h("div", { class: "dialog-foot" }, h("button", { class: "primary", value: "yes", "data-yes": true }, t("adopt.qr_done"))));
  await show(t("adopt.enrol_title", { party }), body);
}

/** When others see it: null for at once, a moment, undefined when the reader gave up. An embargo without an end is not taken. @param {string} title @param {string} means @param {number | null} until the end that stands, null without one @returns {Promise<number | null | undefined>} */
export async function askEmbargo(title, means, until) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const check = () => { field.required = later.checked; field.setCustomValidity(embargoEnd(later.checked, field.value, Date.now()) === undefined ? t("silence.later") : ""); };
  const field = h("input", { type: "datetime-local", name: "until", "aria-label": t("adopt.under_embargo"), value: until === null ? "" : localOf(until, zone), onfocus: () => { later.checked = true; check(); }, oninput: check });
  const now = h("input", { type: "radio", name: "when", value: "now", checked: until === null, onchange: check });
  const later = h("input", { type: "radio", name: "when", value: "later", checked: until !== null, onchange: check });
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, means), h("label", { class: "check" }, now, t("adopt.at_once")), h("label", { class: "check" }, later, h("span", {}, t("adopt.under_embargo"), " ", field)),
    h("p", { class: "muted small" }, t("adopt.zone", { zone }))), foot(title));
  if ((await show(title, body)) !== "yes") return undefined;
  return embargoEnd(later.checked, field.value, Date.now());
}

/** Words of the adopted text, how they are to be read, and why; null when the reader gave up. @param {any} record @returns {Promise<Record<string, string> | null>} */
export async function askCorrigendum({ adopted, corrigenda }) {
  const tongues = [{ language: adopted.language, title: adopted.title, paragraphs: adopted.paragraphs }, ...(adopted.languages ?? []).filter((/** @type {any} */ each) => each.language !== adopted.language)];
  const language = h("select", { name: "language", onchange: () => places() }, ...tongues.map((each) => h("option", { value: each.language }, languageName(each.language))));
  const paragraph = h("select", { name: "paragraph", onchange: () => fill() });
  const text = h("p", { class: "notice", dir: "auto" });
  const check = () => before.setCustomValidity(isThereOnce(text.textContent ?? "", before.value.trim()) ? "" : t("adopt.not_once"));
  const before = h("input", { name: "before", required: true, dir: "auto", autocomplete: "off", maxlength: "2000", oninput: check });
  const after = h("input", { name: "after", required: true, dir: "auto", autocomplete: "off", maxlength: "2000" });
  const why = h("input", { name: "why", required: true, dir: "auto", autocomplete: "off", maxlength: "500" });
  const told = () => tongues.find((each) => each.language === language.value) ?? tongues[0];

  function places() {
    const numbers = new Map(adopted.paragraphs.map((/** @type {any} */ each) => [each.id, each.number]));
    paragraph.replaceChildren(h("option", { value: "" }, t("adopt.the_title")), ...told().paragraphs.map((/** @type {any} */ each) => h("option", { value: each.id }, `${numbers.get(each.id) ? `${numbers.get(each.id)}. ` : ""}${[...each.text].slice(0, 60).join("")}`)));
    paragraph.selectedIndex = 1;
    fill();
  }

  function fill() {
    let words = paragraph.value ? told().paragraphs.find((/** @type {any} */ each) => each.id === paragraph.value).text : told().title;
    for (const each of corrigenda) if (each.paragraph === paragraph.value && each.language === language.value) words = words.replace(each.before, () => each.after);
    text.textContent = words;
    check();
  }

  places();
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, t("adopt.corrigendum_means")), tongues.length > 1 && h("label", { class: "field" }, t("adopt.version"), language), h("label", { class: "field" }, t("adopt.place"), paragraph), text,
    h("label", { class: "field" }, t("adopt.before"), before), h("label", { class: "field" }, t("adopt.reads"), after), h("label", { class: "field" }, t("approval.reason"), why)), foot(t("adopt.corrigendum")));
  if ((await show(t("adopt.corrigendum"), body)) !== "yes") return null;
  return { paragraph: paragraph.value, language: language.value, before: before.value.trim(), after: after.value.trim(), why: why.value.trim() };
}
