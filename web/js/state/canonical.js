// The adopted text as canonical JSON (RFC 8785): what its SHA-256 is of. Pure.

/** @import {Statement} from "../types" */

/** The facts that adoption fixes. @param {Statement} statement @returns {string} */
export function canonical(statement) {
  const positions = Object.fromEntries(statement.parties.map((party) => [party, statement.stances[party]?.[""] ?? "no_reply"]));
  const paragraphs = statement.paragraphs.map(({ kind, text, citations }) => ({ kind, text, citations }));
  const { title, language, form, parties, adopted_at } = statement;
  return write({ title, language, form, parties, positions, adopted_at, paragraphs });
}

/** Names in the order of their UTF-16 units, no spaces. @param {unknown} value @returns {string} */
function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = /** @type {Record<string, unknown>} */ (value);
  return `{${Object.keys(fields).sort().map((name) => `${JSON.stringify(name)}:${write(fields[name])}`).join(",")}}`;
}
