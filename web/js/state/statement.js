// The shared statement: its text in pieces, drafts, positions and what stands in the way. Pure.
import * as drafts from "./drafts.js";

/** @import {Paragraph, Statement, ToldParagraph} from "../types" */
/** @import {Drafts} from "./drafts.js" */

/** `lost`: texts not saved whose paragraph is gone. @typedef {{statement: Statement, drafts: Drafts, lost: string[]}} State */
/** The nine positions, from consent to silence. */
export const VALUES = ["agree", "agree_ad_referendum", "no_objection", "reserve", "propose_amendment", "object", "disassociate", "not_a_party", "no_reply"];
/** How a position looks: consent, with a reservation, in the way, or no part in it. @type {Record<string, string>} */
export const TONES = { agree: "good", agree_ad_referendum: "good", no_objection: "good", reserve: "warn", disassociate: "warn", propose_amendment: "bad", object: "bad", not_a_party: "", no_reply: "" };
export const STEPS = ["draft", "negotiation", "adopted", "approved", "published"];
/** Its position on the whole is kept under this. */
export const WHOLE = "";

/** The title is translated as a paragraph of this name. */
export const TITLE = "title";

/** What stands in another language for want of a translation: a row for each delegation, language and paragraph, with how many lines. @param {Statement} statement */
export function untranslatedIn({ untranslated }) {
  /** @type {Map<string, {paragraph: string, delegation: string, lang: string, count: number}>} */
  const found = new Map();
  for (const { paragraph, delegation, lang } of untranslated) {
    const key = [paragraph, delegation, lang].join();
    found.set(key, { paragraph, delegation, lang, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

/** @param {Statement} statement @returns {State} */
export const empty = (statement) => ({ statement, drafts: {}, lost: [] });

/** The paragraph that a draft belongs to: its wording, or an amendment to it ("amend" before its name). @param {string} key */
const paragraphOf = (key) => key.replace(/^amend /, "");

/** The server's statement; an older one changes nothing. @param {State} state @param {Statement} told @returns {State} */
export function received(state, told) {
  if (told.rev < state.statement.rev) return state;
  let [kept, lost] = [state.drafts, state.lost];
  for (const paragraph of told.paragraphs) kept = overtaken(kept, paragraph);
  const there = new Set(told.paragraphs.map((each) => each.id));
  for (const [key, draft] of Object.entries(kept)) {
    if (there.has(paragraphOf(key))) continue;
    if (draft.text !== draft.base) lost = [...lost, draft.text];
    kept = drafts.dropped(kept, key);
  }
  return { statement: { ...told, paragraphs: shared(state.statement.paragraphs, told.paragraphs) }, drafts: kept, lost };
}

/** Paragraphs that did not change stay the objects that they were, so that what is drawn from them is not looked at again. @param {Paragraph[]} before @param {Paragraph[]} now */
function shared(before, now) {
  const known = new Map(before.map((each) => [each.id, each]));
  return now.map((each) => {
    const old = known.get(each.id);
    return old && old.rev === each.rev && JSON.stringify(old) === JSON.stringify(each) ? old : each;
  });
}

/** A paragraph as a change told it, before all is read again; what depends on the reader stays as it was. @param {State} state @param {ToldParagraph} told @returns {State} */
export function reworded(state, told) {
  const { statement } = state;
  const known = statement.paragraphs.find((each) => each.id === told.id);
  if (!known || known.rev > told.rev) return state;
  const paragraphs = statement.paragraphs.map((each) => (each.id === told.id ? { ...each, ...told } : each));
  const kept = overtaken(state.drafts, told);
  return { ...state, statement: { ...statement, paragraphs }, drafts: kept };
}

/** Drafts of a paragraph whose text was changed stay; the newer text stands beside them. @param {Drafts} kept @param {{id: string, rev: number, text: string}} paragraph */
function overtaken(kept, { id, rev, text }) {
  return [id, `amend ${id}`].reduce((all, key) => drafts.overtaken(all, key, rev, text), kept);
}

/** Whether a paragraph is the first or the last one. @param {Statement} statement @param {string} id */
export const ends = (statement, id) => [statement.paragraphs[0]?.id === id, statement.paragraphs.at(-1)?.id === id];

/** What a paragraph is called: its number, or its place among those of its kind. @param {Statement} statement @param {string} id */
export function label(statement, id) {
  const paragraph = statement.paragraphs.find((each) => each.id === id);
  if (!paragraph) return id;
  if (paragraph.number) return paragraph.number;
  const place = statement.paragraphs.filter((each) => each.kind === paragraph.kind).indexOf(paragraph);
  return `${paragraph.kind === "operative" ? "" : paragraph.kind[0].toUpperCase()}${place + 1}`;
}
