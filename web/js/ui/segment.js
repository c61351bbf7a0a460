// One line of the minutes: who and when, what was said word by word, what stands beside it. The parts of a row; nothing here asks the server.
import { t } from "../i18n.js";
import { lostSeconds } from "../state/minutes.js";
import { isDoubtful, pieces } from "../state/spoken.js";
import { clock, h } from "./dom.js";
import { moment } from "./moment.js";
import { direction, written } from "./scripts.js";

/** @import {Gap, Segment, Session} from "../types" */
/** @import {Colleague} from "../state/people.js" */
/** @import {Word} from "../state/spoken.js" */

/** A row without its cells. @param {Segment} each */
export const segmentRow = (each) => h("article", { class: "segment", "data-segment": each.id, "aria-label": `${each.speaker ?? ""} ${clock(each.start_ms)}` });

/** Where audio was lost, or what was off the record. @param {Gap} each */
export function gapRow(each) {
  const isOff = each.why === "off_record";
  return h("article", { class: `gap-row ${isOff ? "off" : ""}`, "data-gap": each.seq }, h("span", { class: "num" }, clock(each.start_ms)), h("span", {}, isOff ? t("minutes.off_record_until", { time: clock(each.end_ms) }) : t("minutes.lost_audio", { seconds: lostSeconds(each) })), each.name && h("span", { dir: "auto" }, each.name));
}

/**
 * Who spoke, when, in which language; whether somebody has checked it.
 * @param {Segment} each @param {{session: Session, canEdit: boolean, isPlaying: boolean, colleagues: Colleague[]}} page
 */
export function whoCell(each, { session, canEdit, isPlaying, colleagues }) {
  const name = each.speaker ?? "";
  const speaker = canEdit && each.status !== "retracted"
    ? h("button", { type: "button", class: "quiet speaker", "data-do": "speaker", "data-focus": "speaker", "aria-label": t("minutes.speaker_of", { name: name || t("minutes.nobody") }), title: t("minutes.change_speaker") }, name || t("minutes.nobody"))
    : h("strong", { dir: "auto" }, name);
  return h("div", { class: "who" },
    h("button", { type: "button", class: "play", "data-do": "line", "data-focus": "play", "aria-pressed": String(isPlaying), "aria-label": `${t("minutes.play")} ${clock(each.start_ms)}`, title: t("minutes.play") }, h("span", { "aria-hidden": "true" }), clock(each.start_ms)),
    h("span", { class: "chip" }, languageName(session, each.lang)),
    speaker,
    h("p", { class: "marks" }, each.checked && h("span", { class: "chip good", title: `${each.checked.by} · ${moment(each.checked.at)}` }, "✓ ", t("minutes.checked")),
      ...colleagues.map((person) => h("span", { class: `chip person person-${person.colour}` }, t("minutes.is_here", { name: person.name })))));
}

/**
 * What was said, in words that can be heard one by one.
 * @param {Segment} each @param {string} text as it stands now, perhaps newer than the segment's @param {Word[]} words as they lie in it @param {boolean} canEdit
 */
export function textCell(each, text, words, canEdit) {
  return h("div", { class: "text", lang: each.lang, dir: direction(each.lang), tabindex: "0", "data-focus": "text", title: t(canEdit && each.status !== "retracted" ? "minutes.enter" : "minutes.hear") }, ...inWords(text, words, each.lang));
}

/** @param {string} text @param {Word[]} words @param {string} lang @returns {(Node | string)[]} */
function inWords(text, words, lang) {
  if (!words.length) return written(text, lang);
  return pieces(text, words).flatMap((piece) => {
    if (piece.place < 0) return written(piece.text, lang);
    const word = words[piece.place];
    const doubt = isDoubtful(word) ? t("minutes.doubtful_word", { percent: Math.round(100 * (word[4] ?? 0)) }) : null;
    return [h("span", { class: doubt ? "word doubtful" : "word", "data-word": piece.place, role: doubt && "mark", title: doubt }, ...written(piece.text, lang))];
  });
}

/** What can be done with a line. @param {Segment} each @param {{versions: number, isInWork: boolean}} more */
export function toolsCell(each, { versions, isInWork }) {
  const isChecked = Boolean(each.checked);
  return h("p", { class: "line-tools" },
    isInWork
      ? h("button", { type: "button", class: "small primary tool", "data-do": "leave", "data-focus": "edit" }, t("minutes.done"), " ", h("kbd", {}, "Esc"))
      : h("button", { type: "button", class: "quiet small tool", "data-do": "edit", "data-focus": "edit" }, t("minutes.edit")),
    h("button", { type: "button", class: "quiet small tool", "data-do": isChecked ? "uncheck" : "check", "data-focus": "check", "aria-pressed": String(isChecked), title: each.checked ? `${each.checked.by} · ${moment(each.checked.at)} · ${t("minutes.uncheck")}` : null }, t(isChecked ? "minutes.is_checked" : "minutes.check")),
    h("button", { type: "button", class: "quiet small tool", "data-do": "more", "data-focus": "more", "aria-haspopup": "menu" }, t("minutes.more")),
    versions > 1 && h("button", { type: "button", class: "quiet small tool", "data-do": "versions", "data-focus": "versions" }, t("minutes.history", { count: versions })));
}

/** For those who only read: the versions. @param {number} versions */
export const readersTools = (versions) => h("p", { class: "line-tools" }, versions > 1 && h("button", { type: "button", class: "quiet small tool", "data-do": "versions", "data-focus": "versions" }, t("minutes.history", { count: versions })));

/** Which words stand in the place of what was heard, and, at a click, what that was. @param {Segment} each */
export function repairsCell(each) {
  const terms = (each.repairs ?? []).map((repair) => [...each.text].slice(...repair.span).join(""));
  return h("details", { class: "versions repairs", "data-fold": "repairs" }, h("summary", {}, t("minutes.repaired", { terms: terms.join(", ") })),
    h("ul", { class: "plain" }, ...(each.repairs ?? []).map((repair, at) => h("li", { dir: "auto" }, t("minutes.repaired_from", { heard: repair.heard, term: terms[at] })))),
    each.heard && h("p", { class: "muted small" }, t("minutes.heard_so")), each.heard && h("p", { lang: each.lang, dir: direction(each.lang) }, each.heard));
}

/** Whether a line has repairs to tell of. @param {Segment} each */
export const hasRepairs = (each) => each.rev === 1 && Boolean(each.repairs?.length) && each.status !== "retracted";

/** @param {Segment} each */
export function retractionCell(each) {
  const why = (each.why ?? "").replace(/^retracted: /, "");
  return h("p", { class: "marks" }, h("span", { class: "chip bad" }, t("minutes.is_retracted")), h("span", { class: "muted small" }, t("minutes.retracted", { by: each.by ?? "", why })));
}

/** @param {Session} session @param {string} code */
function languageName(session, code) {
  return session.languages.find((each) => each.code === code)?.name ?? (new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code);
}
