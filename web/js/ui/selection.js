// Words of a paragraph that the reader has chosen, as their place in its text. Numbers and names of owners that stand among them are no part of it.
import { points } from "../state/bracket.js";

/** What the page adds to a text. */
const ADDED = ".number, .owner, .sign-whole";

/** In code points; null where nothing of this wording is chosen. @param {HTMLElement} wording @param {string} text @returns {[number, number] | null} */
export function chosenIn(wording, text) {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(wording)) return null;
  return points(text, offset(wording, range.startContainer, range.startOffset, 0), offset(wording, range.endContainer, range.endOffset, text.length));
}

/** The place of a point of the page in the text, in UTF-16 units. @param {HTMLElement} wording @param {Node} container @param {number} at @param {number} outside where the point is not in the wording */
function offset(wording, container, at, outside) {
  if (!wording.contains(container)) return outside;
  const range = document.createRange();
  range.setStart(wording, 0);
  range.setEnd(container, at);
  const copy = range.cloneContents();
  for (const each of copy.querySelectorAll(ADDED)) each.remove();
  return copy.textContent?.length ?? 0;
}
