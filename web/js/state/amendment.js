// Amendments: which stand open on a paragraph, which of them collide, what a new one looks like. Pure.
import { difference, isChanged } from "./difference.js";

/** @import {Amendment, Paragraph} from "../types" */
/** Alone, or several that want the same words: these are shown side by side. @typedef {{key: string, all: Amendment[]}} Group */

/** @param {Amendment} each */
export const isOpen = (each) => each.status === "open";

/** In the order of their numbers: A2 before A10. @param {Amendment} a @param {Amendment} b */
export const inOrder = (a, b) => a.number.localeCompare(b.number, "en", { numeric: true });

/** A changed or a new amendment in its place. @param {Amendment[]} all @param {Amendment} told @returns {Amendment[]} */
export function changed(all, told) {
  return [...all.filter((each) => each.id !== told.id), told].sort(inOrder);
}

/** Where an amendment is shown: at the paragraph it speaks of, or behind which it puts a new one. @param {Amendment} each */
export const placeOf = (each) => (each.kind === "insert" ? (each.after ?? each.paragraph ?? "") : (each.paragraph ?? ""));

/** The open ones of a paragraph; "" has those before all. Those that collide, directly or by way of others, are one group. @param {Amendment[]} all @param {string} paragraph @returns {Group[]} */
export function groups(all, paragraph) {
  const open = all.filter((each) => isOpen(each) && placeOf(each) === paragraph).sort(inOrder);
  const known = new Map(open.map((each) => [each.id, each]));
  const seen = new Set();
  /** @type {Group[]} */
  const found = [];
  for (const first of open) {
    if (seen.has(first.id)) continue;
    /** @type {Amendment[]} */
    const members = [];
    const queue = [first];
    for (let each = queue.shift(); each; each = queue.shift()) {
      if (seen.has(each.id)) continue;
      seen.add(each.id);
      members.push(each);
      const { id } = each;
      queue.push(...open.filter((other) => other.collides_with.includes(id)));
      queue.push(...each.collides_with.flatMap((name) => known.get(name) ?? []));
    }
    found.push({ key: first.id, all: members.sort(inOrder) });
  }
  return found;
}

/** Those that were decided, newest first. @param {Amendment[]} all @param {string} paragraph */
export const decided = (all, paragraph) => all.filter((each) => !isOpen(each) && placeOf(each) === paragraph).sort((a, b) => (b.decided?.at ?? b.at) - (a.decided?.at ?? a.at));

/** Amendments whose paragraph stands no more. @param {Amendment[]} all @param {{id: string}[]} paragraphs */
export function homeless(all, paragraphs) {
  const there = new Set(["", ...paragraphs.map((each) => each.id)]);
  return all.filter((each) => isOpen(each) && !there.has(placeOf(each)));
}

/** Who carries an amendment: its author first. @param {Amendment} each */
export const carriers = (each) => [each.by, ...each.cosponsors.filter((code) => code !== each.by)];

/** @param {Amendment} each @param {string} delegation */
export const isMine = (each, delegation) => Boolean(delegation) && carriers(each).includes(delegation);

/** How many stand open on each paragraph. @param {Amendment[]} all @returns {Record<string, number>} */
export function counts(all) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const each of all.filter(isOpen)) found[placeOf(each)] = (found[placeOf(each)] ?? 0) + 1;
  return found;
}

/**
 * What an amendment under one's hand would change: pieces against the text as it is, or null where it says nothing yet.
 * @param {Pick<Paragraph, "text">} paragraph @param {string} kind @param {string} text
 */
export function preview(paragraph, kind, text) {
  if (kind === "insert") return text.trim() ? difference("", text) : null;
  if (kind === "delete") return difference(paragraph.text, "");
  if (kind !== "replace" || !text.trim()) return null;
  const pieces = difference(paragraph.text, text);
  return isChanged(pieces) ? pieces : null;
}
