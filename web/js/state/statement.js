// The shared statement: its text in pieces, drafts, positions and what stands in the way. Pure.
import * as drafts from "./drafts.js";

/** @import {Statement, Paragraph} from "../types" */
/** @import {Drafts} from "./drafts.js" */

/** `lost`: texts not saved whose paragraph is gone. @typedef {{statement: Statement, drafts: Drafts, lost: string[]}} State */
/** `owners`: whose brackets it stands in; `segments`: what it is cited to, where that is narrower than the sentence. @typedef {{text: string, owners: string[], segments: string[]}} Piece */
/**
 * @typedef {{kind: "bracket", owner: string, hold: string, paragraph: string} | {kind: "position", party: string, value: string, paragraph: string}
 *   | {kind: "retracted", paragraph: string} | {kind: "other", text: string}} Obstacle
 */

/** The nine positions, from consent to silence. */
export const VALUES = ["agree", "agree_ad_referendum", "no_objection", "reserve", "propose_amendment", "object", "disassociate", "not_a_party", "no_reply"];
/** How a position looks: consent, with a reservation, in the way, or no part in it. @type {Record<string, string>} */
export const TONES = { agree: "good", agree_ad_referendum: "good", no_objection: "good", reserve: "warn", disassociate: "warn", propose_amendment: "bad", object: "bad", not_a_party: "", no_reply: "" };
export const STEPS = ["draft", "negotiation", "adopted", "approved", "published"];
/** Its position on the whole is kept under this. */
export const WHOLE = "";

/** @param {Statement} statement @returns {State} */
export const empty = (statement) => ({ statement, drafts: {}, lost: [] });

/** The server's statement; an older one changes nothing. @param {State} state @param {Statement} told @returns {State} */
export function received(state, told) {
  if (told.rev < state.statement.rev) return state;
  let [kept, lost] = [state.drafts, state.lost];
  for (const paragraph of told.paragraphs) kept = drafts.overtaken(kept, paragraph.id, paragraph.rev, paragraph.text);
  const there = new Set(told.paragraphs.map((each) => each.id));
  for (const [key, draft] of Object.entries(kept)) {
    if (there.has(key)) continue;
    if (draft.text !== draft.base) lost = [...lost, draft.text];
    kept = drafts.dropped(kept, key);
  }
  return { statement: told, drafts: kept, lost };
}

/** A paragraph's text, cut where brackets and citations begin and end. The server counts code points, the browser UTF-16 units. @param {Pick<Paragraph, "text" | "brackets" | "citations">} paragraph @returns {Piece[]} */
export function pieces(paragraph) {
  const points = [...paragraph.text];
  /** @template {{span: [number, number]}} T @param {T[]} parts */
  const placed = (parts) => parts.map((each) => ({ ...each, start: each.span[0], end: Math.min(each.span[1], points.length) })).filter((each) => each.start < each.end);
  const [brackets, citations] = [placed(paragraph.brackets), placed(paragraph.citations)];
  const cuts = [...new Set([0, points.length, ...[...brackets, ...citations].flatMap((each) => [each.start, each.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const around = (/** @type {{start: number, end: number}} */ each) => each.start <= start && cuts[index + 1] <= each.end;
    return {
      text: points.slice(start, cuts[index + 1]).join(""),
      owners: [...new Set(brackets.filter(around).map((each) => each.owner))],
      segments: [...new Set(citations.filter(around).flatMap((each) => each.segments))],
    };
  });
}

/** How far it has come. @param {Statement} statement */
export function progress(statement) {
  const brackets = statement.paragraphs.reduce((sum, each) => sum + each.brackets.length, 0);
  const problems = statement.paragraphs.reduce((sum, each) => sum + each.problems.length, 0);
  return { brackets, problems, answered: statement.parties.length - statement.unanswered.length, parties: statement.parties.length };
}

/** What a delegation says of a paragraph, or of the whole. @param {Statement} statement @param {string} delegation @param {string} [paragraph] */
export const stance = (statement, delegation, paragraph = WHOLE) => statement.stances[delegation]?.[paragraph] ?? "no_reply";

/** A delegation's newest word on a paragraph or the whole, with note and time. @param {Statement} statement @param {string} delegation @param {string} [paragraph] */
export const word = (statement, delegation, paragraph = WHOLE) => statement.positions.find((each) => each.delegation === delegation && each.paragraph === paragraph);

/** The delegations whose word was taken on a wording that was changed since. @param {Statement} statement */
export const outdated = (statement) => [...new Set(statement.positions.filter((each) => each.is_outdated).map((each) => each.delegation))];

/** Whether a paragraph is the first or the last one. @param {Statement} statement @param {string} id */
export const ends = (statement, id) => [statement.paragraphs[0]?.id === id, statement.paragraphs.at(-1)?.id === id];

/** Positions of a paragraph as they were counted, in the order of VALUES. @param {Statement} statement @param {string} [paragraph] @returns {[string, number][]} */
export function counts(statement, paragraph = WHOLE) {
  const counted = statement.counts[paragraph] ?? {};
  return VALUES.filter((value) => counted[value] && value !== "no_reply").map((value) => [value, counted[value]]);
}

/** What a paragraph is called: its number, or its place among those of its kind. @param {Statement} statement @param {string} id */
export function label(statement, id) {
  const paragraph = statement.paragraphs.find((each) => each.id === id);
  if (!paragraph) return id;
  if (paragraph.number) return paragraph.number;
  const place = statement.paragraphs.filter((each) => each.kind === paragraph.kind).indexOf(paragraph);
  return `${paragraph.kind === "operative" ? "" : paragraph.kind[0].toUpperCase()}${place + 1}`;
}

/** An obstacle of the server's in parts, so that it can be said in the reader's language. @param {string} text @returns {Obstacle} */
export function obstacle(text) {
  const bracket = /^open bracket of (.+) \((\w+)\) in paragraph (\S+)$/.exec(text);
  if (bracket) return { kind: "bracket", owner: bracket[1], hold: bracket[2], paragraph: bracket[3] };
  const held = /^(.+): (\w+) on (?:the whole|paragraph (\S+))$/.exec(text);
  if (held && VALUES.includes(held[2])) return { kind: "position", party: held[1], value: held[2], paragraph: held[3] ?? "" };
  const quoting = /^paragraph (\S+) quotes a retracted line$/.exec(text);
  if (quoting) return { kind: "retracted", paragraph: quoting[1] };
  return { kind: "other", text };
}
