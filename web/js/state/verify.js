// The record of an adopted statement, recomputed: what server/core/statement/proof.py does, in the reader's own browser. Pure; also part of the file that verifies without a network.
import { write } from "./canonical.js";

export const RECORD_FORM = "roundtable/statement-record/1";
const HOUSE = "HOUSE";

/** `holds`: null where this browser can't tell. `of`: a delegation, or the number of an entry. @typedef {{what: string, of: string, holds: boolean | null, says?: string}} Finding */
/** `digest`: SHA-256 in hexadecimal figures; `verify`: Ed25519, key and signature in base64, null where the browser has none. @typedef {{digest: (text: string | Uint8Array) => Promise<string>, verify: (key: string, value: string, text: string) => Promise<boolean | null>}} Arithmetic */

/** Everything that can be recomputed, in order; a record is genuine where all of it holds. @param {any} record @param {Arithmetic} arithmetic @returns {Promise<Finding[]>} */
export async function checkRecord(record, arithmetic) {
  try {
    return await checked(record, arithmetic);
  } catch (error) {
    return [{ what: "shape", of: "", holds: false, says: String(error) }];
  }
}

/** How it stands in one word: something is wrong, something could not be looked at, all holds. @param {Finding[]} findings @returns {"bad" | "part" | "good"} */
export function verdictOf(findings) {
  if (findings.some((each) => each.holds === false)) return "bad";
  return findings.some((each) => each.holds === null) ? "part" : "good";
}

/** What a head of delegation signs. @param {any} record @param {any} signature */
export const signedText = (record, { delegation, person, at }) => write({ form: "roundtable/statement-signature/1", statement: record.statement, sha256: record.sha256, delegation, person, at });

/** What a head of delegation signs of a corrigendum. @param {any} record @param {any} corrigendum @param {any} signature */
export const countersignedText = (record, { number, sha256 }, { delegation, person, at }) => write({ form: "roundtable/corrigendum-signature/1", statement: record.statement, corrigendum: number, sha256, delegation, person, at });

/** A corrigendum as a document of its own; one of an earlier edition names neither its parties nor the statement. @param {any} record @param {string} previous @param {any} corrigendum */
export function corrigendumOf({ statement, sha256 }, previous, { number, paragraph, language, before, after, why, by, at, parties }) {
  const told = { record: sha256, previous, number, paragraph, language, before, after, why, by, at };
  return (parties ?? null) === null ? told : { form: "roundtable/corrigendum/1", statement, parties, ...told };
}

/** @param {any} record @param {Arithmetic} arithmetic @returns {Promise<Finding[]>} */
async function checked(record, { digest, verify }) {
  if (record.form !== RECORD_FORM) return [{ what: "shape", of: "", holds: false, says: String(record.form) }];
  const { statement, sha256 } = record;
  const keys = new Map(record.keys.map((/** @type {any} */ each) => [each.id, each]));
  const named = record.adopted.statement ?? statement; // the first form did not name itself
  /** @type {Finding[]} */
  const found = [{ what: "text", of: "", holds: (await digest(write(record.adopted))) === sha256 && named === statement }];
  for (const each of record.keys) found.push({ what: "key", of: each.of, holds: (await digest(bytes(each.public))) === each.id });
  for (const each of record.signatures) {
    const key = keys.get(each.key);
    const isOurs = key !== undefined && key.of === each.delegation && record.adopted.parties.includes(each.delegation);
    found.push({ what: "signature", of: each.delegation, holds: isOurs && (await verify(key.public, each.value, signedText(record, each))) });
  }
  let previous = "";
  for (const [place, each] of record.corrigenda.entries()) {
    const computed = await digest(write(corrigendumOf(record, previous, each)));
    found.push({ what: "corrigendum", of: String(place + 1), holds: each.number === place + 1 && computed === each.sha256 });
    for (const one of each.signatures ?? []) {
      const key = keys.get(one.key);
      const isOurs = key !== undefined && key.of === one.delegation && (each.parties ?? record.adopted.parties).includes(one.delegation);
      found.push({ what: "corrigendum_signed", of: `${each.number} ${one.delegation}`, holds: isOurs && (await verify(key.public, one.value, countersignedText(record, each, one))) });
    }
    previous = each.sha256;
  }
  const broken = await brokenAt(statement, record.log, digest);
  found.push({ what: "log", of: String(broken ?? record.log.length), holds: broken === null });
  found.push({ what: "entered", of: "", holds: isEntered(record) });
  const last = record.log.at(-1) ?? { n: 0, sha256: "" };
  const key = keys.get(record.head.key);
  const isLast = record.head.n === last.n && record.head.sha256 === last.sha256 && key !== undefined && key.of === HOUSE;
  found.push({ what: "head", of: "", holds: isLast && (await verify(key.public, record.head.value, write({ form: "roundtable/log-head/1", statement, n: last.n, sha256: last.sha256 }))) });
  return found;
}

/** The number of the first entry that does not hold. @param {string} statement @param {any[]} log @param {Arithmetic["digest"]} digest @returns {Promise<number | null>} */
export async function brokenAt(statement, log, digest) {
  let previous = "";
  for (const [place, each] of log.entries()) {
    const { n, what, at, prev } = each;
    const body = "body" in each ? each.body : await digest(write({ salt: each.salt, by: each.by, facts: each.facts }));
    const computed = await digest(write({ statement, n, what, at, body, prev }));
    if (n !== place + 1 || prev !== previous || computed !== each.sha256) return place + 1;
    previous = computed;
  }
  return null;
}

/** The log tells of the adoption with this hash, of every signature and corrigendum, and of no others. @param {any} record */
function isEntered({ sha256, signatures, corrigenda, log }) {
  const told = (/** @type {string} */ what, /** @type {string} */ fact) => log.filter((/** @type {any} */ each) => each.what === what).map((/** @type {any} */ each) => each.facts[fact]).sort().join();
  const adopted = told("adopted", "sha256");
  const all = (/** @type {any[]} */ rows, /** @type {string} */ fact) => rows.map((each) => each[fact]).sort().join();
  return (adopted === "" || adopted === sha256) && told("signed", "value") === all(signatures, "value") && told("corrigendum_signed", "value") === all(corrigenda.flatMap((/** @type {any} */ each) => each.signatures ?? []), "value") && told("corrigendum", "sha256") === all(corrigenda, "sha256");
}

/** @param {string} base64 @returns {Uint8Array<ArrayBuffer>} */
export const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

const EXPORT = "roundtable/statement/1";

/** The record in a statement's JSON export, and what that file shows otherwise than its record; anything else is taken for a record. @param {any} given @returns {{record: any, altered: string[]}} */
export function opened(given) {
  if (given?.schema !== EXPORT) return { record: given, altered: [] };
  if (!given.record) return { record: {}, altered: [] };
  try {
    return { record: given.record, altered: [...alterations(given, given.record)] };
  } catch {
    return { record: given.record, altered: ["?"] };
  }
}

/** @param {any} given @param {any} record */
function* alterations(given, { adopted, sha256, signatures }) {
  const signed = (/** @type {any[]} */ rows, /** @type {string} */ whose) => rows.map((each) => [each[whose], each.person, each.key].join()).sort().join("\n");
  if (given.sha256 !== sha256) yield "SHA-256";
  if (given.parties.join() !== adopted.parties.join()) yield given.parties.join(", ");
  if (signed(given.signatures, "party") !== signed(signatures, "delegation")) yield given.signatures.map((/** @type {any} */ each) => each.person).join(", ");
  const held = (/** @type {any[]} */ rows) => [...new Set(rows)].sort().join("\n");
  const inRecord = adopted.positions.filter((/** @type {any} */ each) => each.note || each.paragraph).map((/** @type {any} */ each) => [each.delegation, each.value, plain(each.note)].join());
  if (held(given.positions.map((/** @type {any} */ each) => [each.party, each.position, plain(each.text)].join())) !== held(inRecord)) yield given.positions.map((/** @type {any} */ each) => each.party).join(", ") || "0";
  const told = given.language === adopted.language ? adopted : adopted.languages?.find((/** @type {any} */ each) => each.language === given.language);
  if (!told) {
    if (given.translated === null) yield given.language;
    return;
  }
  if (plain(given.title) !== plain(told.title || adopted.title)) yield given.title;
  const texts = new Map(told.paragraphs.map((/** @type {any} */ each) => [each.id, each.text]));
  const isAnnex = (/** @type {any} */ each) => each.kind === "annex";
  const rows = [...adopted.paragraphs.filter((/** @type {any} */ each) => !isAnnex(each)), ...adopted.paragraphs.filter(isAnnex)];
  const shown = [...given.paragraphs, ...given.annex.slice(0, adopted.paragraphs.filter(isAnnex).length)];
  for (let place = 0; place < Math.max(rows.length, shown.length); place += 1) {
    const [row, mine] = [rows[place], shown[place]];
    if (!row || !mine || row.kind !== mine.kind || plain(mine.text) !== plain(texts.get(row.id) ?? "")) yield mine?.number || String(place + 1);
  }
}

/** Without signs that files leave out. @param {string} text */
const plain = (text) => text.replace(/\p{C}/gu, "");
