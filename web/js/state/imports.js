// What is asked of a file from elsewhere, and how far one is that was brought in. Pure.

/** @typedef {{line: number, fault: string, text: string}} Fault */
/** @typedef {{number: number, speaker: string, text: string, lang: string, start_ms: number | null, end_ms: number | null}} PreviewLine */
/** @typedef {{form: string, title: string, encoding: string, is_guessed: boolean, is_timed: boolean, count: number, left_out: number, lines: PreviewLine[], speakers: {name: string, count: number}[], errors: Fault[], error_count: number}} Preview */
/** @typedef {{id: number, session: string, title: string, kind: string, name: string, by: string, at: number, done_ms: number | null, length_ms: number | null, is_recognised: boolean | null, is_away: boolean}} Brought */
/** @typedef {{id: string, title: string, status: string}} Target */

const FAULTS = new Set(["empty", "control", "too_long", "too_many", "time", "shape", "not_json", "language"]);

/** The query of a call. @param {string} kind @param {FormData} given @param {string} name of the file */
export function query(kind, given, name) {
  const text = (/** @type {string} */ key) => String(given.get(key) ?? "").trim();
  const found = new URLSearchParams({ name });
  if (kind === "bundle") return found;
  found.set("language", text("language"));
  if (text("session")) found.set("session", text("session"));
  else {
    found.set("title", text("title"));
    found.set("visibility", text("visibility"));
    found.set("languages", given.getAll("languages").join(","));
  }
  const began = new Date(text("opened_at")).getTime();
  if (!Number.isNaN(began)) found.set("opened_at", String(began));
  if (kind === "recording") {
    if (text("delegation")) found.set("delegation", text("delegation"));
    found.set("recognise", given.get("recognise") ? "1" : "0");
  } else found.set("skip", given.get("skip") ? "1" : "0");
  return found;
}

/** The sessions that a file can go into: planned ones; a transcript also beside the recording of a closed one. @template {Target} T @param {T[]} sessions @param {string} kind @returns {T[]} */
export const targets = (sessions, kind) => sessions.filter((each) => each.status === "planned" || (kind === "transcript" && each.status === "closed"));

/** How much of a recording is recognised; null where there is nothing to wait for. @param {Brought} each */
export function percent(each) {
  if (each.kind !== "recording" || !each.is_recognised || !each.length_ms || each.done_ms === null || each.done_ms >= each.length_ms) return null;
  return Math.floor((100 * each.done_ms) / each.length_ms);
}

/** What is wrong with a line, in words where there are any. @param {Fault} fault @param {(key: string) => string} t */
export const faultText = (fault, t) => (FAULTS.has(fault.fault) ? t(`imports.fault_${fault.fault}`) : "");
