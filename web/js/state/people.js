// Who is on the page beside oneself, and in which line. Pure.

/** @typedef {{id: number, name: string, colour: number, line: string | null}} Colleague `colour`: one of COLOURS */

/** How many colours persons have (css: .person-0 and so on). */
export const COLOURS = 6;

/** The colour of a person's page. @param {number} id */
export const colourOf = (id) => id % COLOURS;

/** Everybody else, in a steady order. What others sent is not trusted to have any shape. @param {Map<number, any>} states @param {number} mine @returns {Colleague[]} */
export function colleagues(states, mine) {
  const found = [];
  for (const [id, state] of states) {
    if (id === mine || typeof state?.user?.name !== "string") continue;
    const { colour } = state.user;
    const isKnown = Number.isInteger(colour) && colour >= 0 && colour < COLOURS;
    found.push({ id, name: state.user.name.slice(0, 80), colour: isKnown ? colour : colourOf(id), line: typeof state.line === "string" ? state.line : null });
  }
  return found.sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
}

/** Who is in which line. @param {Colleague[]} all @returns {Map<string, Colleague[]>} */
export function byLine(all) {
  /** @type {Map<string, Colleague[]>} */
  const found = new Map();
  for (const each of all) if (each.line) found.set(each.line, [...(found.get(each.line) ?? []), each]);
  return found;
}

/** Two letters for a name. @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]].map((word) => [...word][0]) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}
