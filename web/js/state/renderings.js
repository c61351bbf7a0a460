// The language versions of a statement as a page shows them: what is open, what comes next. Pure.
/** @import {Languages, LanguageVersion, VersionParagraph} from "../types" */

/** The checks of a paragraph that nobody called right. @param {VersionParagraph} each */
export const faults = (each) => each.checks.filter((one) => !one.right);

/** What a paragraph waits for: words, a machine, a look at its source, a look at its checks, a person. @param {VersionParagraph} each @returns {"waiting" | "missing" | "stale" | "faults" | "machine" | "done"} */
export function need(each) {
  if (each.is_waiting) return "waiting";
  if (!each.text) return "missing";
  if (each.is_stale) return "stale";
  if (faults(each).length) return "faults";
  return each.state === "revised" ? "done" : "machine";
}

/** Whether somebody has to do something. @param {VersionParagraph} each */
export const isOpen = (each) => need(each) !== "done";

/** @param {LanguageVersion} version @returns {Record<ReturnType<typeof need>, number>} */
export function counts(version) {
  const found = { waiting: 0, missing: 0, stale: 0, faults: 0, machine: 0, done: 0 };
  for (const each of version.paragraphs) found[need(each)] += 1;
  return found;
}

/** Whether a person may sign all of it now. @param {LanguageVersion} version */
export function isSignable(version) {
  const found = counts(version);
  return !found.waiting && !found.missing && !found.stale && !found.faults && !(version.sign_off?.is_current);
}

/** The next open paragraph after one, from the beginning again; null where none is. @param {LanguageVersion} version @param {string} id */
export function nextOpen(version, id) {
  const at = version.paragraphs.findIndex((each) => each.id === id);
  const all = [...version.paragraphs.slice(at + 1), ...version.paragraphs.slice(0, at + 1)];
  return all.find((each) => isOpen(each) && each.id !== id)?.id ?? null;
}

/** @param {Languages} told @param {string} code */
export const versionOf = (told, code) => told.versions.find((each) => each.language === code) ?? told.versions[0] ?? null;

/** A text cut at its brackets: `{text, owners}`, owners null outside. @param {string} text Unicode @param {{span: number[], owners: string[]}[]} brackets innermost brackets count @returns {{text: string, owners: string[] | null}[]} */
export function cut(text, brackets) {
  const signs = [...text];
  const edges = [...new Set([0, signs.length, ...brackets.flatMap((each) => each.span)])].filter((each) => each <= signs.length).sort((a, b) => a - b);
  return edges.slice(1).map((end, number) => {
    const start = edges[number];
    const around = brackets.filter((each) => each.span[0] <= start && end <= each.span[1]);
    const inner = around.sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]))[0];
    return { text: signs.slice(start, end).join(""), owners: inner ? inner.owners : null };
  });
}
