// One direction of the language matrix in words: what a reader gets, by which engines, how well and how fast.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { SIGNS, TONES, checkOf, figureKind, isBySpeech, timesOf } from "../state/matrix.js";
import { command } from "./copy.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Check, Direction, LanguageMatrix} from "../types" */

const NAMES = new Intl.DisplayNames([boot.ui], { type: "language" });

/** A language's name in the interface's language. @param {string} code */
export const languageName = (code) => NAMES.of(code) ?? code;

/** @param {number} value @param {number} [digits] */
export const figure = (value, digits = 0) => value.toLocaleString(boot.ui, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A duration in words. @param {number} ms */
export const duration = (ms) => (ms < 1000 ? t("matrix.ms", { ms: figure(ms, ms < 10 ? 1 : 0) }) : t("matrix.s", { s: figure(ms / 1000, 1) }));

/** @param {Direction} direction */
export const standingChip = (direction) => h("span", { class: `chip ${TONES[direction.status]}` }, h("span", { "aria-hidden": true }, SIGNS[direction.status]), ` ${t(`viewer.is_${direction.status}`)}`);

/** What a cell of the table says to a screen reader. @param {Direction} direction */
export function spoken(direction) {
  const parts = [t("matrix.from_to", { source: languageName(direction.source), target: languageName(direction.target) }), t(`viewer.is_${direction.status}`)];
  if (direction.engine) parts.push(engineNames(direction));
  if (direction.bleu !== null) parts.push(`BLEU ${figure(direction.bleu)}`);
  return parts.join(", ");
}

/** The engines and the languages between. @param {Direction} direction */
export function engineNames(direction) {
  const engines = direction.engine.split("+").map((each) => (each === "speech" ? t("matrix.speech") : each)).join(" + ");
  return direction.via.length ? `${engines}, ${t("matrix.by_way_of", { languages: new Intl.ListFormat(boot.ui).format(direction.via.map(languageName)) })}` : engines;
}

/** The figure of a direction and where it comes from. @param {Direction} direction @returns {(Node | string)[]} */
export function quality(direction) {
  const kind = figureKind(direction);
  if (kind === "none") return ["—"];
  const origin = kind === "told" ? direction.origin : t(`matrix.${kind}`);
  return [h("strong", { class: "num" }, `BLEU ${figure(direction.bleu ?? 0, 1)}`), h("span", { class: "muted small origin" }, ` ${origin}`)];
}

/** @param {LanguageMatrix} matrix @param {Direction} direction */
export function times(matrix, direction) {
  const found = timesOf(matrix, direction);
  return found ? t("matrix.times", { first: duration(found.first_ms), warm: duration(found.sentence_ms) }) : "—";
}

/** The figures of a check, without its time. @param {Check} check */
export function checkFigures(check) {
  const terms = check.terms === null ? [] : [t("matrix.terms", { share: figure(100 * check.terms) })];
  const failed = check.failed ? [t("matrix.failed", { count: check.failed })] : [];
  return [`BLEU ${figure(check.bleu, 1)}`, `chrF ${figure(check.chrf, 1)}`, ...terms, duration(check.sentence_ms), ...failed].join(" · ");
}

/** All that is known of a direction. @param {LanguageMatrix} matrix @param {Direction} direction */
export function details(matrix, direction) {
  const check = checkOf(matrix, direction);
  const rows = /** @type {[string, (Node | string)[]][]} */ ([
    [t("matrix.gets"), [standingChip(direction)]],
    ...(direction.engine ? [[t("matrix.engine"), [engineNames(direction)]]] : []),
    [t("matrix.quality"), quality(direction)],
    ...direction.legs.filter(() => direction.legs.length > 1 || isBySpeech(direction)).map((leg) => [
      t("matrix.leg", { engine: leg.engine, source: languageName(leg.source), target: languageName(leg.target) }), [`BLEU ${figure(leg.bleu, 1)} `, h("span", { class: "muted small" }, leg.origin || t("matrix.assumed"))]]),
    [t("matrix.time"), [times(matrix, direction)]],
    [t("matrix.check"), check ? [checkFigures(check), h("span", { class: "muted small" }, ` ${moment(check.at)}`)] : ["—"]],
    ...(direction.command ? [[t("secretariat.mend"), [command(direction.command)]]] : []),
  ]);
  return h("dl", { class: "dialog-body known" }, ...rows.map(([name, values]) => h("div", {}, h("dt", {}, name), h("dd", {}, ...values))));
}
