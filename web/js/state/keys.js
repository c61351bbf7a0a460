// Which keys do what on the page of the minutes, also while one writes. Pure.
// Alt with a letter or an arrow: browsers keep other ones for themselves (Alt and left or right, D, E, F; Firefox: B, H, S, T, V), input methods keep Ctrl and
// Shift with the space bar, and Ctrl with Alt writes signs on many keyboards. Keys without Alt work on a line only while nobody writes in it.

/**
 * `letter`: with Alt, everywhere on the page; `plain`: on a line that has the focus.
 * @typedef {{name: string, letter?: string, plain?: string[]}} Command
 * @typedef {{key: string, code: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean, isComposing: boolean, keyCode?: number}} Pressed
 */

/** In the order of the sheet. @type {Command[]} */
export const COMMANDS = [
  { name: "play", letter: "K", plain: ["k"] },
  { name: "hear", plain: [" "] },
  { name: "back", letter: "J", plain: ["j"] },
  { name: "forward", letter: "L", plain: ["l"] },
  { name: "edit", plain: ["Enter", "F2"] },
  { name: "doubt_next", letter: "ArrowDown" },
  { name: "doubt_before", letter: "ArrowUp" },
  { name: "accept", letter: "A" },
  { name: "check", letter: "C" },
  { name: "speaker", letter: "W" },
  { name: "split", letter: "X" },
  { name: "merge", letter: "M" },
  { name: "suggestion", letter: "N" },
  { name: "versions", letter: "R" },
  { name: "time", letter: "G" },
  { name: "help", letter: "I" },
];

/**
 * The command of a key, or "". A key that an input method takes is none. @param {Pressed} event @param {boolean} isOnLine whether a line has the focus that nobody writes in
 */
export function commandOf(event, isOnLine) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return "";
  if (event.altKey) return event.shiftKey ? "" : (COMMANDS.find((each) => each.letter && each.letter === letterOf(event))?.name ?? "");
  if (!isOnLine) return "";
  return COMMANDS.find((each) => each.plain?.includes(event.key.length === 1 ? event.key.toLowerCase() : event.key))?.name ?? "";
}

/** The Latin letter of a key, by its place where the keyboard writes another script or a sign. @param {Pressed} event */
const letterOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toUpperCase() : code.startsWith("Key") ? code.slice(3) : key);
