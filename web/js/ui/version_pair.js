// A paragraph and its version beside each other: words, how they stand, what the checks found, and a field to word it anew.
import { t } from "../i18n.js";
import { cut, need } from "../state/renderings.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { marked } from "./suggestion.js";

/** @import {LanguageVersion, VersionBracket, VersionParagraph, VersionSource} from "../types" */
/**
 * `draft`: the words under the reader's hand, null where they do not write; `order`: which of the source's brackets each one is.
 * @typedef {{text: string, order: number[] | null, error: string}} Draft
 * @typedef {object} Page
 * @property {string} working
 * @property {"ltr" | "rtl"} direction
 * @property {boolean} canRevise
 * @property {(code: string) => string} name
 * @property {(id: string) => Draft | null} draft
 * @property {(id: string) => void} onEdit
 * @property {(id: string) => void} onAccept
 * @property {(id: string, fault: string, text: string) => void} onRight
 * @property {(id: string, text: string, order: number[] | null) => void} onType
 * @property {(id: string) => void} onSave
 * @property {(id: string) => void} onCancel
 */

const TONES = { done: "good", machine: "", waiting: "", missing: "bad", stale: "warn", faults: "warn" };

/** @param {VersionSource} source @param {VersionParagraph} each @param {LanguageVersion} version @param {Page} page */
export function versionPair(source, each, version, page) {
  const draft = page.draft(each.id);
  const state = need(each);
  return h("article", { class: `pair ${state}`, id: each.id, tabindex: "0", "data-pair": each.id, "data-focus": each.id, "aria-label": label(source) },
    h("div", { class: "side", lang: page.working, dir: page.direction }, number(source), h("p", { class: "wording" }, ...words(source.text, sourceBrackets(source), page.name))),
    h("div", { class: "side", lang: version.language, dir: version.direction },
      draft ? field(source, each, version, draft, page)
        : each.text ? h("p", { class: "wording" }, ...words(each.text, each.brackets, page.name))
          : h("p", { class: "muted", lang: null, dir: "auto" }, t(each.is_waiting ? `rendering.waits_${version.route.state}` : "rendering.no_words"))),
    h("div", { class: "told" },
      h("p", { class: "row" }, h("span", { class: `chip ${TONES[state]}` }, t(`rendering.is_${state}`)), by(each)),
      each.state === "missing" && each.note && h("p", { class: "small muted", dir: "auto" }, each.note),
      each.is_stale && h("div", { class: "notice warn small" }, h("p", {}, t("rendering.stale_means")), h("p", { class: "differing", lang: page.working, dir: page.direction }, ...marked(each.pieces))),
      ...each.checks.map((check) => checkLine(each, check, page, version.is_fixed)),
      !draft && page.canRevise && !version.is_fixed && h("p", { class: "row tools" },
        h("button", { type: "button", class: "small", "data-focus": `edit ${each.id}`, onclick: () => page.onEdit(each.id) }, t(each.text ? "rendering.edit" : "rendering.write"), " ", h("kbd", {}, "E")),
        each.text && state !== "done" && !each.is_stale && h("button", { type: "button", class: "small primary", "data-focus": `accept ${each.id}`, onclick: () => page.onAccept(each.id) }, t("rendering.accept"), " ", h("kbd", {}, "A")))));
}

/** @param {VersionSource} source */
export const label = (source) => (source.id === "title" ? t("rendering.title") : source.number ? t("rendering.paragraph", { number: source.number }) : t(`rendering.kind_${source.kind}`));

/** @param {VersionSource} source */
const number = (source) => h("span", { class: "number num" }, source.number ? `${source.number}.` : "");

/** @param {string} text @param {Pick<VersionBracket, "span" | "owners">[]} brackets @param {(code: string) => string} name */
function words(text, brackets, name) {
  return cut(text, brackets).map((each) => (each.owners === null ? each.text : h("mark", { title: each.owners.length ? t("rendering.held_by", { names: each.owners.map(name).join(", ") }) : t("rendering.held") },
    h("bdi", {}, each.text), each.text.endsWith("]") && each.owners.length > 0 && h("bdi", { class: "owner" }, each.owners.map(name).join(", ")))));
}

/** The source's brackets by the signs in its text. @param {VersionSource} source */
function sourceBrackets(source) {
  /** @type {{span: [number, number], owners: string[]}[]} */
  const found = [];
  /** @type {number[]} */
  const standing = [];
  [...source.text].forEach((sign, at) => {
    if (sign === "[") { standing.push(found.length); found.push({ span: [at, -1], owners: source.owners[found.length] ?? [] }); }
    const last = sign === "]" ? standing.pop() : undefined;
    if (last !== undefined) found[last].span[1] = at + 1;
  });
  return found.filter((each) => each.span[1] > 0);
}

/** @param {VersionParagraph} each */
function by(each) {
  if (each.state === "revised") return h("span", { class: "small muted" }, [each.by, moment(each.at)].filter(Boolean).join(" · "));
  return each.engine ? h("span", { class: "small muted" }, t("rendering.by_machine", { engine: each.engine })) : null;
}

/** @param {VersionParagraph} each @param {VersionParagraph["checks"][number]} check @param {Page} page @param {boolean} isFixed */
function checkLine(each, check, page, isFixed) {
  return h("div", { class: `check ${check.right ? "right" : ""}` },
    h("p", {}, h("span", { class: "sign", "aria-hidden": "true" }, check.right ? "✓" : "!"), " ", h("strong", {}, t(`rendering.fault_${check.fault}`)), " ", h("bdi", {}, told(check))),
    check.right ? h("p", { class: "small muted" }, t("rendering.right_by", { by: check.right.by, at: moment(check.right.at) }))
      : page.canRevise && !isFixed && h("button", { type: "button", class: "small", "data-focus": `right ${each.id} ${check.fault} ${check.text}`, onclick: () => page.onRight(each.id, check.fault, check.text) }, t("rendering.right"), " ", h("kbd", {}, "R")));
}

/** @param {VersionParagraph["checks"][number]} check */
const told = (check) => (check.fault === "loop" || check.fault === "language" ? t(`rendering.told_${check.text}`) : check.text);

/** @param {VersionSource} source @param {VersionParagraph} each @param {LanguageVersion} version @param {Draft} draft @param {Page} page */
function field(source, each, version, draft, page) {
  const area = h("textarea", { lang: version.language, dir: version.direction, "aria-label": t("rendering.words_of", { paragraph: label(source) }), "data-focus": `words ${each.id}`, oninput: () => { page.onType(each.id, area.value, draft.order); fit(); } });
  area.value = draft.text;
  const fit = () => { area.rows = Math.min(18, Math.max(3, Math.ceil(area.value.length / 44) + 1)); };
  fit();
  area.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); page.onSave(each.id); }
    if (event.key === "Escape") page.onCancel(each.id);
  });
  return h("div", { class: "stack" }, area, draft.error && h("p", { class: "notice bad small", role: "alert", dir: "auto" }, draft.error), orderOf(source, each, draft, page),
    h("p", { class: "row", dir: "auto" }, h("button", { type: "button", class: "primary small", "data-focus": `save ${each.id}`, onclick: () => page.onSave(each.id) }, t("minutes.save")),
      h("button", { type: "button", class: "small", onclick: () => page.onCancel(each.id) }, t("minutes.cancel")),
      h("span", { class: "muted small hint" }, h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Enter"))));
}

/** Where a language puts brackets in another order, each says whose it is. @param {VersionSource} source @param {VersionParagraph} each @param {Draft} draft @param {Page} page */
function orderOf(source, each, draft, page) {
  const held = sourceBrackets(source);
  if (held.length < 2) return null;
  const order = draft.order ?? (each.brackets.length === held.length ? each.brackets.map((one) => one.of) : held.map((_, at) => at));
  const signs = [...source.text];
  return h("fieldset", { class: "order small" }, h("legend", {}, t("rendering.order")), ...order.map((of, at) => h("label", {}, `${at + 1}. `,
    h("select", { onchange: (/** @type {Event} */ event) => page.onType(each.id, draft.text, swapped(order, at, Number(/** @type {HTMLSelectElement} */ (event.target).value))) },
      ...held.map((one, number) => h("option", { value: String(number), selected: number === of }, `${one.owners.map(page.name).join(", ") || "—"}: ${signs.slice(...one.span).join("").slice(0, 40)}`))))));
}

/** @param {number[]} order @param {number} at @param {number} of */
function swapped(order, at, of) {
  const next = [...order];
  const other = next.indexOf(of);
  next[other] = next[at];
  next[at] = of;
  return next;
}
