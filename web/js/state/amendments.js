// Amendments of a statement as a list: what comes live is taken in so that nothing has to be read again; which stand open on a paragraph, and which of them collide. Pure.
import { difference, isChanged } from "./difference.js";

/** @import {Amendment, Paragraph, ToldParagraph} from "../types" */
/** Alone, or several that want the same words: these are shown side by side. @typedef {{key: string, all: Amendment[]}} Group */

/**
 * One amendment as it is now; who meets whom stays told of both.
 * @param {readonly Amendment[]} list @param {Amendment} item @returns {Amendment[]} in the order of their numbers
 */
export function received(list, item) {
  const others = list.filter((each) => each.id !== item.id).map((each) => {
    const meets = item.collides_with.includes(each.id);
    if (meets === each.collides_with.includes(item.id)) return each;
    return { ...each, collides_with: meets ? [...each.collides_with, item.id] : each.collides_with.filter((id) => id !== item.id) };
  });
  return [...others, item].sort(inOrder);
}

/**
 * A paragraph was changed: what was written against other words is stale now.
 * @param {readonly Amendment[]} list @param {ToldParagraph} paragraph
 * @returns {Amendment[]} those that became stale have no `now_pieces` yet: read them where they are shown
 */
export function rested(list, paragraph) {
  return list.map((each) => {
    if (each.paragraph !== paragraph.id || each.status !== "open" || each.of || each.kind === "insert") return each;
    const isStale = each.base.sha256 !== paragraph.sha256;
    return isStale === each.is_stale && !isStale ? each : { ...each, is_stale: isStale, now_pieces: null };
  });
}

/** @param {Amendment} each */
export const isOpen = (each) => each.status === "open";

/** Where an amendment is shown: at the paragraph it speaks of, or behind which it puts a new one. @param {Amendment} each */
export const placeOf = (each) => (each.kind === "insert" ? (each.after ?? "") : (each.paragraph ?? ""));

/** The open ones of a paragraph; "" has those before all. @param {Amendment[]} all @param {string} paragraph @returns {Group[]} */
export function groups(all, paragraph) {
  const open = all.filter((each) => isOpen(each) && placeOf(each) === paragraph).sort(inOrder);
  return met(open).map((group) => ({ key: group[0].id, all: group }));
}

/**
 * Those that are shown at once and those that are folded away: groups stay whole, and whoever `isKept` is shown.
 * @param {Group[]} groups @param {number} many amendments @param {(each: Amendment) => boolean} isKept @returns {[Group[], Group[]]}
 */
export function parted(groups, many, isKept) {
  let room = many;
  const first = groups.filter((group) => {
    const isShown = room > 0 || group.all.some(isKept);
    room -= group.all.length;
    return isShown;
  });
  return [first, groups.filter((group) => !first.includes(group))];
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

/** Open amendments that change the same words, directly or by way of others, each group once; one that meets no other is a group of its own. @param {readonly Amendment[]} list @returns {Amendment[][]} */
function met(list) {
  const byId = new Map(list.map((each) => [each.id, each]));
  /** @type {Set<string>} */
  const seen = new Set();
  const groups = [];
  for (const each of list) {
    const group = [];
    const waiting = [each.id];
    while (waiting.length) {
      const found = byId.get(/** @type {string} */ (waiting.pop()));
      if (!found || seen.has(found.id)) continue;
      seen.add(found.id);
      group.push(found);
      waiting.push(...found.collides_with, ...list.filter((other) => other.collides_with.includes(found.id)).map((other) => other.id));
    }
    if (group.length) groups.push(group.sort(inOrder));
  }
  return groups;
}

/** In the order of their numbers: A2 before A10. @param {Amendment} one @param {Amendment} other */
const inOrder = (one, other) => Number(one.number.slice(1)) - Number(other.number.slice(1));
