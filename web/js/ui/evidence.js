// What stands behind the words of a statement: a press or a hover shows who said it, in which words and when; a click plays it.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { reviewOf, unread } from "../state/matters.js";
import { h } from "./dom.js";
import { play, playButton } from "./player.js";

/** @import {Evidence, Paragraph} from "../types" */
/** @import {Words} from "../state/bracket.js" */
/** `language`: the statement's; `called`: a language's name; `onReview`: takes a translation over, null where one may not. @typedef {{language: string, called: (code: string) => string, onReview: ((paragraph: string, one: Evidence) => void) | null}} Look */

/** A hover that only passes shows nothing. */
const PAUSE_MS = 220;
/** What is behind each cited words of the page. @type {WeakMap<Element, {evidence: Evidence[], look: Look, paragraph: Paragraph}>} */
const behind = new WeakMap();

/** Words that rest on what was said, or plain ones. @param {Words} words @param {Paragraph} paragraph @param {Look} look */
export function said(words, paragraph, look) {
  const evidence = paragraph.evidence.filter((one) => isCited(one, words.segments));
  if (!evidence.length) return words.text;
  const isRough = !isOpening(paragraph) && isRoughly(words.text, evidence);
  const made = h("span", { class: `cited ${isRough ? "rough" : ""}`, role: "button", tabindex: "-1", "data-inner": true, "aria-haspopup": "dialog" }, words.text);
  behind.set(made, { evidence, look, paragraph });
  return made;
}

/** All that a paragraph rests on. @param {Paragraph} paragraph @param {Look} look */
export function evidenceFold(paragraph, look) {
  if (!paragraph.evidence.length) return null;
  const isRough = !isOpening(paragraph) && paragraph.evidence.some((one) => one.is_rough);
  return h("details", { "data-fold": "evidence" }, h("summary", {}, t("statement.evidence_count", { count: paragraph.evidence.length }), isRough && h("span", { class: "chip warn" }, t("statement.rough")), unread(paragraph).length > 0 && h("span", { class: "chip warn" }, t("evidence.not_reviewed"))),
    ...paragraph.evidence.map((one) => quotation(one, paragraph, look)));
}

/** Makes the cited words of a page answer to pointer, finger and keyboard. @param {HTMLElement} box */
export function listen(box) {
  let timer = 0;
  box.addEventListener("pointerover", (event) => {
    const at = target(event);
    if (!at || event.pointerType === "touch") return;
    clearTimeout(timer);
    timer = window.setTimeout(() => open(at), PAUSE_MS);
  });
  box.addEventListener("pointerout", (event) => {
    if (!target(event)) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => { if (!isHeld()) close(); }, PAUSE_MS);
  });
  box.addEventListener("click", (event) => {
    const at = target(event);
    if (!at || String(getSelection())) return;
    open(at);
    // A finger that wants to read is no wish to hear it in the room.
    if (/** @type {PointerEvent} */ (event).pointerType === "mouse") playAt(at);
  });
  box.addEventListener("keydown", (event) => {
    const at = target(event);
    if (!at || event.target !== at) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      open(at);
      playAt(at);
    }
  });
  box.addEventListener("focusin", (event) => { const at = target(event); if (at && event.target === at && at.matches(":focus-visible")) open(at); });
  box.addEventListener("focusout", (event) => { if (target(event)) timer = window.setTimeout(() => { if (!isHeld()) close(); }, PAUSE_MS); });
}

/** Plays the first line that a paragraph cites. @param {Paragraph} paragraph */
export function playFirst(paragraph) {
  const [first] = paragraph.evidence;
  if (first) play(first);
}

/** @param {Event} event @returns {HTMLElement | null} */
const target = (event) => (event.target instanceof Element ? event.target.closest(".cited") : null);

/** @param {HTMLElement} at */
function playAt(at) {
  const [first] = behind.get(at)?.evidence ?? [];
  if (first) play(first);
}

/** @type {HTMLElement | null} */
let sheet = null;
/** Whose sheet it is. @type {HTMLElement | null} */
let owner = null;

/** @param {HTMLElement} at */
function open(at) {
  const known = behind.get(at);
  if (!known || !at.isConnected || (owner === at && sheet)) return;
  close();
  const { evidence, look, paragraph } = known;
  sheet = h("div", { class: "evidence-sheet", popover: "auto", role: "dialog", "aria-label": t("evidence.title") }, ...evidence.slice(0, 4).map((one) => quotation(one, paragraph, look)),
    evidence.length > 4 && h("p", { class: "muted small" }, t("evidence.more", { count: evidence.length - 4 })));
  const made = sheet;
  owner = at;
  made.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") close(); });
  made.addEventListener("toggle", (event) => { if (/** @type {ToggleEvent} */ (event).newState === "closed") forget(made); });
  document.body.append(made);
  made.showPopover();
  const rows = [...at.getClientRects()];
  const place = rows[0] ?? at.getBoundingClientRect();
  const last = rows.at(-1) ?? place;
  const isBelow = last.bottom + made.offsetHeight + 12 < innerHeight || place.top < made.offsetHeight + 12;
  made.style.left = `${Math.max(8, Math.min(place.left, innerWidth - made.offsetWidth - 8))}px`;
  made.style.top = `${isBelow ? Math.min(last.bottom + 6, innerHeight - made.offsetHeight - 8) : place.top - made.offsetHeight - 6}px`;
}

/** @param {HTMLElement} made */
function forget(made) {
  made.remove();
  if (sheet !== made) return;
  sheet = null;
  owner = null;
}

function close() {
  if (sheet?.isConnected) sheet.hidePopover();
}

const isHeld = () => Boolean(sheet?.matches(":hover") || sheet?.contains(document.activeElement) || owner?.matches(":hover") || owner === document.activeElement);
addEventListener("scroll", () => { if (!isHeld()) close(); }, { passive: true });

/** @param {Evidence} one @param {Paragraph} paragraph @param {Look} look */
function quotation(one, paragraph, { language, called, onReview }) {
  const isForeign = one.lang !== language;
  const review = isForeign ? reviewOf(paragraph, one) : undefined;
  return h("figure", { class: "quotation", "data-segment": one.id },
    h("figcaption", { class: "row small" }, playButton(one), h("strong", {}, one.speaker ?? ""), isForeign && h("span", { class: "chip" }, called(one.lang)),
      one.is_rough && h("span", { class: "chip warn" }, t("statement.rough")), one.status === "retracted" && h("span", { class: "chip bad" }, t("statement.retracted")),
      h("a", { href: `/s/${one.session}/minutes#${encodeURIComponent(one.id)}` }, t("home.minutes"))),
    h("blockquote", { lang: one.lang, dir: "auto" }, one.text),
    one.translation && h("blockquote", { class: "muted", lang: language, dir: "auto" }, one.translation),
    isForeign && !one.translation && h("p", { class: "muted small" }, t("minutes.untranslated")),
    review && h("p", { class: "row small" }, h("span", { class: `chip ${review.state === "accepted" ? "good" : "warn"}` }, t(`evidence.${review.state}`)), review.by && h("span", { class: "muted" }, review.by),
      review.state === "not_reviewed" && onReview && h("button", { type: "button", class: "small", "data-focus": `review ${one.id}`, onclick: () => onReview(paragraph.id, one) }, t("evidence.review"))));
}

/** Whether words rest on a line, or on one in whose place it stands since that was split or merged. @param {Evidence} one @param {string[]} segments */
const isCited = (one, segments) => one.stands_for.some((name) => segments.includes(name));

/** Whether words of the text are a rough translation; a name or a count is none. @param {string} text @param {Evidence[]} evidence */
const isRoughly = (text, evidence) => /[“«]/.test(text) && evidence.some((one) => one.is_rough);

/** The paragraph that names the parties quotes the title only. @param {Paragraph} each */
const isOpening = (each) => each.kind === "preambular" && each.citations.length === 1 && each.citations[0].segments.length > 2;

/** The languages' names, for whoever shows evidence. @param {string} code */
export const called = (code) => boot.languages.find((each) => each.code === code)?.name ?? code;
