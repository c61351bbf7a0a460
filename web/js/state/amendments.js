// Amendments of a statement as a list: what comes live is taken in so that nothing has to be read again.

/** @import {Amendment, ToldParagraph} from "../types" */

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
  return [...others, item].sort((one, other) => numberOf(one) - numberOf(other));
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

/** Open amendments that change the same words, each group once, the largest first. @param {readonly Amendment[]} list @returns {Amendment[][]} */
export function collisions(list) {
  const byId = new Map(list.map((each) => [each.id, each]));
  /** @type {Set<string>} */
  const seen = new Set();
  const groups = [];
  for (const each of list) {
    if (seen.has(each.id) || !each.collides_with.length) continue;
    const group = [], waiting = [each.id];
    while (waiting.length) {
      const found = byId.get(/** @type {string} */ (waiting.pop()));
      if (!found || seen.has(found.id)) continue;
      seen.add(found.id);
      group.push(found);
      waiting.push(...found.collides_with);
    }
    if (group.length > 1) groups.push(group.sort((one, other) => numberOf(one) - numberOf(other)));
  }
  return groups.sort((one, other) => other.length - one.length);
}

/** @param {Amendment} each */
const numberOf = (each) => Number(each.number.slice(1));
