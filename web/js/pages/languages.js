// The operator's page of languages: every pair with its engines and figures, how long engines take, the last check.
import { t } from "../i18n.js";
import { get, post } from "../net/api.js";
import { SIGNS, TONES, byPair, checkOf, counts, keyOf, step } from "../state/matrix.js";
import { command } from "../ui/copy.js";
import { show } from "../ui/dialog.js";
import { checkFigures, details, duration, engineNames, figure, languageName, quality, spoken, standingChip, times } from "../ui/direction.js";
import { attempt, h, memory, part, setText, toast } from "../ui/dom.js";
import { moment } from "../ui/moment.js";

/** @import {Check, Direction, LanguageMatrix, Warmth} from "../types" */

const EVERY_MS = 5_000;
const ALL = "";
const menu = /** @type {HTMLSelectElement} */ (part("spoken"));
let shown = "";
/** The cell that the keyboard is on. */
let at = "";

/** @param {LanguageMatrix} matrix */
function draw(matrix) {
  setText(part("away"), t(matrix.directions.length ? "matrix.away" : "matrix.never"));
  part("away").hidden = matrix.is_served;
  for (const [status, count] of Object.entries(counts(matrix.directions))) setText(/** @type {HTMLElement} */ (document.querySelector(`[data-count="${status}"]`)), String(count));
  drawMatrix(matrix);
  drawRow(matrix);
  drawEngines(matrix);
  drawChecks(matrix);
}

/** @param {LanguageMatrix} matrix */
function drawMatrix(matrix) {
  const known = byPair(matrix);
  const codes = matrix.languages.map((each) => each.code);
  at = known.has(at) ? at : (matrix.directions[0] ? keyOf(matrix.directions[0]) : "");
  const corner = h("td", {}, h("span", { class: "small" }, t("matrix.corner")));
  const heads = codes.map((code) => h("th", { scope: "col" }, languageName(code)));
  const rows = codes.map((source) => h("tr", {}, h("th", { scope: "row" }, languageName(source)), ...codes.map((target) => {
    const direction = known.get(keyOf({ source, target }));
    return h("td", {}, direction ? cell(matrix, direction) : h("span", { class: "same", "aria-hidden": true }));
  })));
  const hadFocus = part("matrix").contains(document.activeElement);
  part("matrix").replaceChildren(h("thead", {}, h("tr", {}, corner, ...heads)), h("tbody", {}, ...rows));
  if (hadFocus) button(at)?.focus();
}

/** @param {LanguageMatrix} matrix @param {Direction} direction */
function cell(matrix, direction) {
  const title = t("matrix.from_to", { source: languageName(direction.source), target: languageName(direction.target) });
  return h("button", { type: "button", class: `cell ${TONES[direction.status]}`, "data-pair": keyOf(direction), tabindex: keyOf(direction) === at ? 0 : -1, "aria-label": spoken(direction), onclick: () => { moveTo(keyOf(direction)); show(title, details(matrix, direction)); } },
    h("span", {}, `${SIGNS[direction.status]} `, direction.bleu === null ? "" : figure(direction.bleu)), h("span", { class: "by" }, direction.engine.split("+").join(" + ")));
}

/** @param {string} pair @returns {HTMLButtonElement | null} */
const button = (pair) => part("matrix").querySelector(`[data-pair="${pair}"]`);

/** One cell is in the order of the Tab key; arrows lead to the others. @param {string} pair */
function moveTo(pair) {
  button(at)?.setAttribute("tabindex", "-1");
  at = pair;
  button(at)?.setAttribute("tabindex", "0");
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const rows = [...part("matrix").querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);
  const row = rows.findIndex((cells) => cells.some((each) => each.contains(document.activeElement)));
  if (row < 0) return;
  let column = rows[row].findIndex((each) => each.contains(document.activeElement));
  let [down, right] = step(event.key, row, column, rows.length, rows[row].length);
  if (down === row && right === column) return;
  event.preventDefault();
  if (!rows[down][right].querySelector("button")) [down, right] = step(event.key, down, right, rows.length, rows[row].length);
  if (!rows[down][right].querySelector("button")) right += right ? -1 : 1;
  const found = rows[down][right].querySelector("button");
  moveTo(found?.getAttribute("data-pair") ?? at);
  found?.focus();
}

/** One spoken language with all that is known of it; the table that fits a phone. @param {LanguageMatrix} matrix */
function drawRow(matrix) {
  const chosen = menu.options.length ? menu.value : (memory.get("spoken") ?? (matchMedia("(max-width: 40rem)").matches ? "en" : ALL));
  menu.replaceChildren(h("option", { value: ALL }, t("matrix.every")), ...matrix.languages.map((each) => h("option", { value: each.code }, languageName(each.code))));
  menu.value = chosen;
  for (const each of document.querySelectorAll("[data-all]")) /** @type {HTMLElement} */ (each).hidden = chosen !== ALL;
  part("one").hidden = chosen === ALL;
  const rows = matrix.directions.filter((each) => each.source === chosen).map((each) => {
    const check = checkOf(matrix, each);
    return line(languageName(each.target), [[t("matrix.gets"), standingChip(each)], each.engine || !each.command ? [t("matrix.engine"), engineNames(each) || "—"] : [t("secretariat.mend"), command(each.command)], [t("matrix.quality"), each.bleu === null ? "—" : h("span", {}, ...quality(each))],
      [t("matrix.time"), times(matrix, each)], [t("matrix.check"), check ? checkFigures(check) : "—"]]);
  });
  table("row", [t("matrix.read"), t("matrix.gets"), t("matrix.engine"), t("matrix.quality"), t("matrix.time"), t("matrix.check")], rows);
}

/** @param {LanguageMatrix} matrix */
function drawEngines(matrix) {
  table("engines", [t("matrix.engine"), t("matrix.state"), t("matrix.directions")], matrix.engines.map((each) => line(each.name, [
    [t("matrix.state"), h("span", {}, h("span", { class: `chip ${each.is_ok ? "good" : "bad"}` }, t(each.is_ok ? "matrix.well" : "matrix.unwell")), h("span", { class: "muted small", dir: "auto" }, each.is_ok ? "" : ` ${each.detail}`))],
    [t("matrix.directions"), String(each.directions)]])));
  table("times", [t("matrix.pair"), t("matrix.engine"), t("matrix.first"), t("matrix.warm"), t("matrix.kept")], matrix.warmth.map((each) => line(pairName(each), [
    [t("matrix.engine"), each.engine], [t("matrix.first"), duration(each.first_ms)], [t("matrix.warm"), each.sentence_ms === null ? "—" : duration(each.sentence_ms)], [t("matrix.kept"), kept(each)]])));
}

/** How a direction keeps terms, and how many of those that were tried out. @param {Warmth} each */
function kept({ terms_by, terms_kept }) {
  if (terms_kept === undefined) return "—";
  return t(terms_by === "aligned" ? "matrix.kept_aligned" : "matrix.kept_masked", { share: figure(100 * terms_kept) });
}

/** @param {LanguageMatrix} matrix */
function drawChecks(matrix) {
  part("check-command").replaceChildren(command(matrix.check_command));
  part("no-checks").hidden = matrix.checks.length > 0;
  part("checks-box").hidden = !matrix.checks.length;
  const share = (/** @type {Check} */ each) => (each.terms === null ? "—" : t("matrix.percent", { share: figure(100 * each.terms) }));
  table("checks", [t("matrix.pair"), t("matrix.engine"), "BLEU", "chrF", t("matrix.term_hits"), t("matrix.sentence"), t("matrix.unanswered"), t("matrix.when")], matrix.checks.map((each) => line(pairName(each), [
    [t("matrix.engine"), each.engine.split("+").join(" + ")], ["BLEU", figure(each.bleu, 1)], ["chrF", figure(each.chrf, 1)], [t("matrix.term_hits"), share(each)], [t("matrix.sentence"), duration(each.sentence_ms)], [t("matrix.unanswered"), String(each.failed)], [t("matrix.when"), moment(each.at)]])));
}

/** @param {{source: string, target: string}} pair */
const pairName = ({ source, target }) => t("matrix.from_to", { source: languageName(source), target: languageName(target) });

/** A row: its name, and a cell for each column, which carries the column's name for narrow screens. @param {string} name @param {[string, Node | string][]} cells */
const line = (name, cells) => h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, name), ...cells.map(([label, value]) => h("td", { class: value === "—" ? "num nothing" : "num", role: "cell", "data-label": label }, value)));

/** Roles are said aloud, since narrow screens show rows as blocks. @param {string} place @param {string[]} columns @param {HTMLElement[]} rows */
function table(place, columns, rows) {
  part(place).hidden = !rows.length;
  const heads = columns.map((text) => h("th", { scope: "col", role: "columnheader" }, text));
  part(place).replaceChildren(h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...heads)), h("tbody", { role: "rowgroup" }, ...rows));
}

async function refresh() {
  let told;
  try {
    told = await get("/api/languages/matrix");
  } catch (error) {
    shown = "";
    setText(part("away"), error instanceof Error ? error.message : String(error));
    part("away").hidden = false;
    return;
  }
  const text = JSON.stringify(told);
  if (text === shown) return;
  shown = text;
  draw(told);
}

part("matrix").addEventListener("keydown", walk);
menu.addEventListener("change", () => { memory.set("spoken", menu.value); if (shown) draw(JSON.parse(shown)); });
part("measure").addEventListener("click", () => attempt(async () => { await post("/api/languages/measure"); toast(t("matrix.measuring")); }));
refresh();
setInterval(() => { if (!document.hidden) refresh(); }, EVERY_MS);
