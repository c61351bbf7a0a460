// The record of a session besides its minutes: items of three lists, and what a person is writing. Pure.

/** @import {SessionRecord as Told, RecordApproval, RecordItem} from "../types" */

/** @typedef {"summary" | "decisions" | "participants"} Tab */
/**
 * What a person is writing over version `rev`; `newer`: what somebody else saved meanwhile.
 * @typedef {{text: string, theme: string, owner: string, due: string, due_said: string, segments: string[]}} Fields
 * @typedef {{rev: number, fields: Fields, base: Fields, newer: string | null, error: string, isSaving: boolean}} Writing
 * @typedef {{record: Told | null, tab: Tab, writings: Record<string, Writing>}} State
 */

/** @type {Tab[]} */
export const TABS = ["summary", "decisions", "participants"];

/** @returns {State} */
export const empty = () => ({ record: null, tab: "summary", writings: {} });

/** @param {State} state @param {Tab} tab @returns {State} */
export const shown = (state, tab) => ({ ...state, tab });

/**
 * The server's record. An item that somebody else changed under one's hand is shown beside what is written; a record
 * older than the one at hand, which was slow on its way, changes nothing.
 * @param {State} state @param {Told} record @returns {State}
 */
export function received(state, record) {
  const old = state.record;
  if (old && old.language === record.language && (record.head < old.head || settled(record) < settled(old))) return state;
  const known = new Map(record.items.map((each) => [each.id, each]));
  const writings = Object.fromEntries(Object.entries(state.writings).map(([id, writing]) => [id, overtaken(writing, known.get(id))]));
  return { ...state, record, writings };
}

/** How often a record was approved or opened again. @param {Told} record */
const settled = ({ approvals }) => approvals.length + approvals.filter((each) => each.reopened).length;

/** The approval that holds now. @param {Told} record @returns {RecordApproval | undefined} */
export const seal = ({ approvals }) => approvals.filter((each) => !each.reopened).at(-1);

/** @param {Writing} writing @param {RecordItem | undefined} item @returns {Writing} */
function overtaken(writing, item) {
  if (!item || item.rev <= writing.rev) return writing;
  const newer = fieldsOf(item);
  if (isSame(newer, writing.base) || isSame(newer, writing.fields)) return { ...writing, rev: item.rev, base: newer, newer: null };
  if (isSame(writing.fields, writing.base)) return { ...writing, rev: item.rev, base: newer, fields: newer, newer: null };
  return { ...writing, rev: item.rev, newer: item.text, isSaving: false };
}

/** @param {RecordItem} item @returns {Fields} */
export const fieldsOf = (item) => ({ text: item.text, theme: item.theme, owner: item.owner, due: item.due, due_said: item.due_said, segments: item.evidence.map((each) => each.id) });

/** @param {Fields} left @param {Fields} right */
const isSame = (left, right) => JSON.stringify(left) === JSON.stringify(right);

/** Begin to write; what is being written already stays. @param {State} state @param {RecordItem} item @returns {State} */
export function opened(state, item) {
  if (state.writings[item.id]) return state;
  const fields = fieldsOf(item);
  return { ...state, writings: { ...state.writings, [item.id]: { rev: item.rev, fields, base: fields, newer: null, error: "", isSaving: false } } };
}

/** @param {State} state @param {string} id @param {Partial<Writing>} what @returns {State} */
export function written(state, id, what) {
  const writing = state.writings[id];
  return writing ? { ...state, writings: { ...state.writings, [id]: { ...writing, ...what } } } : state;
}

/** @param {State} state @param {string} id @param {Partial<Fields>} fields @returns {State} */
export const typed = (state, id, fields) => written(state, id, { fields: { ...state.writings[id]?.fields, ...fields } });

/** @param {State} state @param {string} id @returns {State} */
export function dropped(state, id) {
  const { [id]: _gone, ...writings } = state.writings;
  return { ...state, writings };
}

/** Is anything written that nobody has saved? @param {State} state */
export const isUnsaved = (state) => Object.values(state.writings).some((each) => !isSame(each.fields, each.base));

/** Is it of this list? @param {RecordItem} item @param {Tab} tab */
const isIn = (item, tab) => (tab === "summary") === (item.kind === "summary") && tab !== "participants";

/** The items that stand in a list. @param {State} state @param {Tab} [tab] */
export const items = (state, tab = state.tab) => (state.record?.items ?? []).filter((each) => isIn(each, tab) && each.state !== "dismissed");

/** What was taken out of a list. @param {State} state */
export const dismissed = (state) => (state.record?.items ?? []).filter((each) => isIn(each, state.tab) && each.state === "dismissed");

/** How many of a list are still in brackets. @param {State} state @param {Tab} tab */
export const open = (state, tab) => items(state, tab).filter((each) => each.state === "draft").length;

/** The items of the list under their headings, in order. @param {State} state @returns {{key: string, theme: string, items: RecordItem[]}[]} */
export function grouped(state) {
  /** @type {{key: string, theme: string, items: RecordItem[]}[]} */
  const found = [];
  for (const each of items(state)) {
    const last = found.at(-1);
    if (last && last.theme === each.theme) last.items.push(each);
    else found.push({ key: `${found.length} ${each.theme}`, theme: each.theme, items: [each] });
  }
  return found;
}

/** The next item in brackets behind one, round about; null where there is none. @param {State} state @param {string | null} id */
export function nextOpen(state, id) {
  const all = items(state);
  const place = all.findIndex((each) => each.id === id);
  const turned = [...all.slice(place + 1), ...all.slice(0, Math.max(0, place))];
  return turned.find((each) => each.state === "draft")?.id ?? null;
}

/** Behind which item one stands after a step up or down; undefined where it can't move. @param {State} state @param {string} id @param {-1 | 1} step @returns {string | null | undefined} */
export function behind(state, id, step) {
  const all = items(state).map((each) => each.id);
  const place = all.indexOf(id);
  if (place < 0 || !all[place + step]) return undefined;
  const others = all.filter((each) => each !== id);
  return others[place + step - 1] ?? null;
}

/** An ISO day or month in words. @param {string} due @param {string} locale */
export function dayOf(due, locale) {
  if (!due) return "";
  const isMonth = due.length === 7;
  const date = new Date(`${isMonth ? `${due}-01` : due}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return due;
  return date.toLocaleDateString(locale, isMonth ? { year: "numeric", month: "long", timeZone: "UTC" } : { dateStyle: "long", timeZone: "UTC" });
}
