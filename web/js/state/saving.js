// What is said about what a person wrote: saved at which time, or how much is not. Pure.

/** `isKept`: what is not saved survives a reload of the page. @typedef {{isConnected: boolean, unsaved: number, savedAt: number | null, isRefused: boolean, isKept: boolean}} Saving */

/** Before anything was written. @type {Saving} */
export const nothing = { isConnected: true, unsaved: 0, savedAt: null, isRefused: false, isKept: true };

/**
 * The words: `key` and `count` of a text of the interface, and whether it is a warning.
 * @param {Saving} saving of the shared text @param {number} drafts translations that are written and not sent
 */
export function words({ isConnected, unsaved, savedAt, isRefused, isKept }, drafts) {
  const count = unsaved + drafts;
  if (isRefused) return { key: "minutes.refused", count, isWarning: true };
  if (!isConnected && count) return { key: isKept && !drafts ? "minutes.offline_kept" : "minutes.offline_unsaved", count, isWarning: true };
  if (!isConnected) return { key: "minutes.offline", count, isWarning: true };
  if (count) return { key: count === 1 ? "minutes.unsaved_one" : "minutes.unsaved_count", count, isWarning: true };
  return { key: savedAt === null ? "" : "minutes.saved", count, isWarning: false };
}
