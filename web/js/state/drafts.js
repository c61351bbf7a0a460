// Texts that a person is writing, by key. A newer text of somebody else never takes a draft away: it is shown beside it. Pure.

/**
 * `rev`: the version that the draft goes over; `base`: the text it began from; `newer`: what somebody else has saved meanwhile.
 * @typedef {{rev: number, text: string, base: string, newer: string | null, error: string, isSaving: boolean}} Draft
 * @typedef {Record<string, Draft>} Drafts
 */

/** Begin; a draft that is there already stays. @param {Drafts} drafts @param {string} key @param {number} rev @param {string} text @returns {Drafts} */
export function opened(drafts, key, rev, text) {
  return drafts[key] ? drafts : { ...drafts, [key]: { rev, text, base: text, newer: null, error: "", isSaving: false } };
}

/** @param {Drafts} drafts @param {string} key @param {string} text @returns {Drafts} */
export const typed = (drafts, key, text) => change(drafts, key, { text });

/** @param {Drafts} drafts @param {string} key @returns {Drafts} */
export const saving = (drafts, key) => change(drafts, key, { isSaving: true, error: "" });

/** It was not saved; the text stays. @param {Drafts} drafts @param {string} key @param {string} error @returns {Drafts} */
export const failed = (drafts, key, error) => change(drafts, key, { isSaving: false, error });

/** @param {Drafts} drafts @param {string} key @returns {Drafts} */
export function dropped(drafts, key) {
  const { [key]: _gone, ...rest } = drafts;
  return rest;
}

/** Somebody else saved. The next save goes over their version, knowingly. @param {Drafts} drafts @param {string} key @param {number} rev @param {string} text @returns {Drafts} */
export function overtaken(drafts, key, rev, text) {
  const draft = drafts[key];
  if (!draft || rev <= draft.rev) return drafts;
  if (text === draft.base || text === draft.text) return change(drafts, key, { rev, base: text, newer: null });
  if (draft.text === draft.base) return change(drafts, key, { rev, base: text, text, newer: null });
  return change(drafts, key, { rev, newer: text, isSaving: false });
}

/** Give one's own text up for the newer one. @param {Drafts} drafts @param {string} key @returns {Drafts} */
export function yielded(drafts, key) {
  const newer = drafts[key]?.newer;
  return newer === null || newer === undefined ? drafts : change(drafts, key, { text: newer, base: newer, newer: null });
}

/** Is anything written that nobody has saved? @param {Drafts} drafts */
export const isAnyUnsaved = (drafts) => Object.values(drafts).some((draft) => draft.text !== draft.base);

/** @param {Drafts} drafts @param {string} key @param {Partial<Draft>} what @returns {Drafts} */
function change(drafts, key, what) {
  return drafts[key] ? { ...drafts, [key]: { ...drafts[key], ...what } } : drafts;
}
