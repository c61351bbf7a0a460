// Canonical JSON (RFC 8785): what a SHA-256 is of. Pure.

/** @import {ApprovedRecord, Corrigendum, SealedRecord} from "../types" */

/** @typedef {(text: string) => Promise<string>} Digest SHA-256 of a text, in hexadecimal figures */

/** The hash of an approved record of minutes: lines by their hashes, of a withheld one the hash that stands in its place. @param {ApprovedRecord["record"]} record @param {Digest} digest */
export async function recordHash(record, digest) {
  const segments = await Promise.all(record.segments.map((each) => each.sha256 ?? digest(write(each))));
  return digest(write({ ...record, segments }));
}

/** The hash of a corrigendum, which holds that of the one before it. @param {string} record @param {string} previous @param {Corrigendum} corrigendum @param {Digest} digest */
export async function corrigendumHash(record, previous, { number, segment, lang, kind, before, after, salt, why, by, at, words, is_hidden }, digest) {
  const said = is_hidden ? words : await digest(write({ salt, before, after }));
  return digest(write({ record, previous, number, segment, lang, kind, words: said, why, by, at }));
}

/** Whether everything that was given out has the hash that stands beside it. @param {ApprovedRecord} given @param {Digest} digest */
export async function isGenuine({ sha256, record, corrigenda }, digest) {
  let previous = sha256;
  if ((await recordHash(record, digest)) !== sha256) return false;
  for (const each of corrigenda) {
    if ((await corrigendumHash(sha256, previous, each, digest)) !== each.sha256) return false;
    previous = each.sha256;
  }
  return true;
}

/** Whether an approved summary with its decisions has the hash under which it stands: items by their hashes. @param {SealedRecord} given @param {string} expected @param {Digest} digest */
export async function isSealed({ sha256, record }, expected, digest) {
  const items = await Promise.all(record.items.map((each) => each.sha256 ?? digest(write(each))));
  return sha256 === expected && (await digest(write({ ...record, items }))) === sha256;
}

/** A value as RFC 8785 writes it: names in the order of their UTF-16 units, no spaces. @param {unknown} value @returns {string} */
export function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = /** @type {Record<string, unknown>} */ (value);
  return `{${Object.keys(fields).sort().map((name) => `${JSON.stringify(name)}:${write(fields[name])}`).join(",")}}`;
}
