// The adopted text as canonical JSON (RFC 8785): what its SHA-256 is of. Pure.

/** @import {Statement} from "../types" */

/** The facts that adoption fixes. @param {Statement} statement @returns {string} */
export function canonical(statement) {
  const paragraphs = statement.paragraphs.map(({ id, kind, number, text, citations }) => ({ id, kind, number, text, citations: citations.map(({ span, segments }) => ({ span, segments })) }));
  const positions = statement.positions.map(({ delegation, paragraph, value, note }) => ({ delegation, paragraph, value, note })).sort(byPlace);
  const { title, language, form, parties, adopted_at } = statement;
  return write({ title, language, form, parties, adopted_at, paragraphs, positions });
}

/** @param {{delegation: string, paragraph: string}} a @param {{delegation: string, paragraph: string}} b */
function byPlace(a, b) {
  const [left, right] = [a, b].map((each) => `${each.delegation}\u0000${each.paragraph}`);
  return left < right ? -1 : Number(left > right);
}

/** Names in the order of their UTF-16 units, no spaces. @param {unknown} value @returns {string} */
function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = /** @type {Record<string, unknown>} */ (value);
  return `{${Object.keys(fields).sort().map((name) => `${JSON.stringify(name)}:${write(fields[name])}`).join(",")}}`;
}
